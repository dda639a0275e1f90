import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrokerProcess, format, newClusterId, startBroker } from './broker-process.ts';
import { freePorts } from './free-ports.ts';
import { kafkaClasspath } from './jars.ts';
import { onFreePorts } from './local-broker.ts';
import { type Properties, writeProperties } from './server-properties.ts';

export type LocalCluster = Readonly<{
  /** `host:port` of each broker, separated by commas. */
  brokers: string;
  /** The processes, in the order of their ids, which are 1, 2 and 3. */
  nodes: readonly BrokerProcess[];
  /** Kills the brokers and removes their data. */
  stop(): Promise<void>;
}>;

const IDS = [1, 2, 3];

/** Each record has three copies, of which two must be written. A dead broker is given up after six seconds. */
const replicated = (controllerPorts: readonly number[]): Properties => ({
  'controller.quorum.voters': IDS.map((id) => `${id}@127.0.0.1:${controllerPorts[id - 1]}`).join(','),
  'default.replication.factor': '3',
  'min.insync.replicas': '2',
  'offsets.topic.replication.factor': '3',
  'transaction.state.log.replication.factor': '3',
  'transaction.state.log.min.isr': '2',
  'share.coordinator.state.topic.replication.factor': '3',
  'share.coordinator.state.topic.min.isr': '2',
  'broker.session.timeout.ms': '6000',
});

/** Starts three real Kafka brokers on loopback that keep copies of each other's records. */
export async function startLocalCluster(): Promise<LocalCluster> {
  const classpath = await kafkaClasspath();
  return onFreePorts(() => startTogether(classpath));
}

async function startTogether(classpath: string): Promise<LocalCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'acv-cluster-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const ports = await freePorts(2 * IDS.length);
  const controllerPorts = ports.slice(IDS.length);
  const clusterId = await newClusterId(classpath);
  const started = async (id: number): Promise<BrokerProcess> => {
    const place = {
      folder: join(folder, `${id}`),
      port: ports[id - 1] ?? 0,
      controllerPort: controllerPorts[id - 1] ?? 0,
    };
    await mkdir(place.folder);
    const properties = await writeProperties(place, { ...replicated(controllerPorts), 'node.id': `${id}` });
    await format({ classpath, properties }, clusterId);
    return startBroker({ classpath, properties, heap: '256m' });
  };
  const starts = await Promise.allSettled(IDS.map(started));
  const nodes = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.kill('SIGKILL')));
    await remove();
  };
  const failed = starts.find((start) => start.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  return {
    brokers: ports
      .slice(0, IDS.length)
      .map((port) => `127.0.0.1:${port}`)
      .join(','),
    nodes,
    stop,
  };
}
