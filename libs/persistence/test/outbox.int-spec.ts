import { describe, expect, it } from '@jest/globals';
import type { OutgoingRecord } from '@app/processing';
import { PostgresOutbox } from '@app/persistence';
import { connect, openFresh, type OpenStore } from '../../../test/builders/postgres-store.ts';
import { batch } from '../../../test/builders/records.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';
import { databaseFrom, startPostgres } from '../../../test/services/postgres.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

const LANE = 'events.dlq';
const refuse = (count: number, from = 0, topic = 'events', into = store) =>
  into.apply(
    batch(
      Array.from({ length: count }, (_, i) => `bad ${from + i}`),
      { from, topic },
    ),
  );

const publish = async (limit: number, topic = LANE, outbox = store.outbox): Promise<readonly OutgoingRecord[]> => {
  const sent: OutgoingRecord[] = [];
  await outbox.publishNext(topic, limit, async (records) => {
    sent.push(...records);
  });
  return sent;
};

const texts = (records: readonly OutgoingRecord[]) => records.map(({ value }) => value?.toString());

const ascend = (records: readonly OutgoingRecord[]): boolean =>
  records.every(({ number }, i) => number > (records[i - 1]?.number ?? 0n));

describe('the outbox', () => {
  it('publishes the oldest of a lane in the order of their numbers, each once', async () => {
    await refuse(3);
    await refuse(2, 3);
    const sent = [await publish(2), await publish(2), await publish(2), await publish(2)];
    expect(sent.map(texts)).toEqual([['bad 0', 'bad 1'], ['bad 2', 'bad 3'], ['bad 4'], []]);
    expect(ascend(sent.flat())).toBe(true);
  });

  it('publishes the record 10 after the record 9, though as a text it is smaller', async () => {
    await store.database.query('ALTER TABLE outbox ALTER COLUMN outbox_id RESTART WITH 8');
    await refuse(4);
    expect(texts(await publish(3))).toEqual(['bad 0', 'bad 1', 'bad 2']);
    expect(texts(await publish(3))).toEqual(['bad 3']);
  });

  it('numbers records above the last one of their lane, also while the clock is behind', async () => {
    await refuse(3);
    await publish(1);
    await store.database.query('UPDATE relay_lane SET last_number = 9007199254740000');
    expect((await publish(2)).map(({ number }) => number)).toEqual([9007199254740001n, 9007199254740002n]);
  });

  it('numbers records of a restored store above all that were published before', async () => {
    const service = await startPostgres();
    const fresh = await openFresh(service);
    await refuse(3, 0, 'events', fresh);
    const before = await publish(1, LANE, fresh.outbox);
    await fresh.database.close();
    const name = new URL(fresh.url).pathname.slice(1);
    const backup = await databaseFrom(name, service);
    const original = await connect(fresh.url, 2);
    const lost = await publish(2, LANE, new PostgresOutbox(original));
    await original.close();
    const restored = await connect(backup.url, 2);
    const again = await publish(2, LANE, new PostgresOutbox(restored));
    await restored.close();
    expect(texts([...before, ...lost])).toEqual(['bad 0', 'bad 1', 'bad 2']);
    expect(texts(again)).toEqual(['bad 1', 'bad 2']);
    expect(ascend([...before, ...lost, ...again])).toBe(true);
    await backup.drop();
    await store.database.query(`DROP DATABASE ${name}`);
    await service.stop();
  });

  it('keeps records that could not be published, and passes the error on', async () => {
    await refuse(2);
    const down = new Error('the broker is down');
    await expect(store.outbox.publishNext(LANE, 10, () => Promise.reject(down))).rejects.toBe(down);
    expect(texts(await publish(10))).toEqual(['bad 0', 'bad 1']);
  });

  it('has a lane for each topic, so that no topic holds up another', async () => {
    await refuse(2);
    await refuse(1, 0, 'others');
    expect(await store.outbox.lanes()).toMatchObject([
      { topic: LANE, waiting: 2 },
      { topic: 'others.dlq', waiting: 1 },
    ]);
    expect(await store.outbox.topics()).toEqual([LANE, 'others.dlq']);
    await store.outbox.publishNext(LANE, 1, async () => {
      expect(texts(await publish(1, 'others.dlq'))).toEqual(['bad 0']);
    });
    expect(await store.outbox.lanes()).toMatchObject([{ topic: LANE, waiting: 1 }]);
    await publish(1);
    expect(await store.outbox.topics()).toEqual([]);
  });

  it('lets one relay at a time into a lane', async () => {
    await refuse(2);
    const database = await connect(store.url, 1);
    const second = new PostgresOutbox(database);
    let meanwhile: number | null = -1;
    await store.outbox.publishNext(LANE, 1, async () => {
      meanwhile = await second.publishNext(LANE, 1, () => Promise.reject(new Error('published twice')));
    });
    expect(meanwhile).toBeNull();
    const sent: OutgoingRecord[] = [];
    expect(await second.publishNext(LANE, 5, async (records) => void sent.push(...records))).toBe(1);
    expect(texts(sent)).toEqual(['bad 1']);
    await database.close();
  });

  it('publishes a number that was committed late, because it uses no watermark', async () => {
    const database = await connect(store.url, 1);
    await database.transaction('READ COMMITTED', async ({ query }) => {
      await query(`INSERT INTO outbox (topic, value, headers) VALUES ($1, 'late', '{}')`, [LANE]);
      await refuse(1);
      expect(texts(await publish(5))).toEqual(['bad 0']);
    });
    expect(texts(await publish(5))).toEqual(['late']);
    await database.close();
  });

  it('keeps tombstones and keys of any bytes', async () => {
    await store.database.query(
      `INSERT INTO outbox (topic, key, value, headers) VALUES ($1, '\\x00ff', NULL, '{"a":"AP8="}')`,
      [LANE],
    );
    expect(await publish(1)).toMatchObject([
      { key: Buffer.from([0, 255]), value: null, headers: { a: Buffer.from([0, 255]) } },
    ]);
  });
});
