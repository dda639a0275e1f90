import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Entries of server.properties. */
export type Properties = Readonly<Record<string, string>>;

/** Where a broker keeps its data, and the ports on loopback of its clients and of its controller. */
export type Place = Readonly<{ folder: string; port: number; controllerPort: number }>;

/** Writes the settings of a broker that is its own controller, and returns the file. `more` adds to them or replaces them. */
export async function writeProperties({ folder, port, controllerPort }: Place, more: Properties): Promise<string> {
  const lines = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.num.partitions': '4',
    'group.initial.rebalance.delay.ms': '0',
    'auto.create.topics.enable': 'false',
    'log.dirs': join(folder, 'data'),
    ...more,
  };
  const file = join(folder, 'server.properties');
  const text = Object.entries(lines).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(file, text.join(''));
  return file;
}
