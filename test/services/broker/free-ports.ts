import { once } from 'node:events';
import { createServer } from 'node:net';

/** Free ports. All are held at the same time, so that they differ. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const held = await Promise.all(Array.from({ length: count }, listening));
  await Promise.all(held.map(({ close }) => close()));
  return held.map(({ port }) => port);
}

async function listening(): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port on loopback.');
  return {
    port: address.port,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
