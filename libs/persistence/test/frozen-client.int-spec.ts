import { expect, it } from '@jest/globals';
import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApplyEvents } from '@app/processing';
import { PostgresIngestStore } from '@app/persistence';
import { created } from '../../../test/builders/events.ts';
import { connect, type OpenStore } from '../../../test/builders/postgres-store.ts';
import { batch } from '../../../test/builders/records.ts';
import { withStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withStore((opened) => {
  store = opened;
});

const FEW_BYTES = 20_000;
const EVENTS = 1_000;

type Valve = Readonly<{ server: Server; url: string; stuck: () => boolean; thaw: () => void }>;

/** A proxy to the server that holds back all but the first bytes of a long message, as if its sender were frozen. */
const valve = async (url: string): Promise<Valve> => {
  const target = new URL(url);
  const held: [Socket, Buffer][] = [];
  let thawed = false;
  const server = createServer((client) => {
    const upstream = dial(Number(target.port), target.hostname);
    upstream.on('error', () => client.destroy()).pipe(client);
    client.on('data', (bytes) => {
      const few = Buffer.from(bytes);
      const isLong = !thawed && (few.length > FEW_BYTES || held.length > 0);
      if (!isLong) upstream.write(few);
      else if (held.length === 0) upstream.write(few.subarray(0, FEW_BYTES));
      if (isLong) held.push([upstream, held.length === 0 ? few.subarray(FEW_BYTES) : few]);
    });
    client.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  const thaw = () => {
    thawed = true;
    held.forEach(([upstream, bytes]) => upstream.write(bytes));
  };
  return { server, url: through.href, stuck: () => held.length > 0, thaw };
};

const LOCKS_OF_OTHERS = `
SELECT locktype, mode FROM pg_locks WHERE pid <> pg_backend_pid() AND database IN (
  SELECT oid FROM pg_database WHERE datname = current_database()
)`;

it('a client that is frozen while it sends a batch holds no lock, and completes the batch once thawed', async () => {
  const way = await valve(store.url);
  const database = await connect(way.url, 1);
  const events = Array.from({ length: EVENTS }, (_, i) => created({ id: `e${i}`, contract: `sub-${i}` }));
  const applied = new ApplyEvents(new PostgresIngestStore(database, store.policyId)).apply(batch(events));
  while (!way.stuck()) await sleep(10);
  await sleep(100);
  expect(await store.database.query(LOCKS_OF_OTHERS)).toEqual([]);
  way.thaw();
  expect(await applied).toMatchObject({ accepted: { created: EVENTS } });
  await database.close();
  way.server.close();
});
