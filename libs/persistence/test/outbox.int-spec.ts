import { describe, expect, it } from '@jest/globals';
import type { OutgoingRecord } from '@app/processing';
import { PostgresOutbox } from '@app/persistence';
import { connect, type OpenStore } from '../../../test/builders/postgres-store.ts';
import { batch } from '../../../test/builders/records.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

const LANE = 'events.dlq';
const refuse = (count: number, from = 0, topic = 'events') =>
  store.apply(
    batch(
      Array.from({ length: count }, (_, i) => `bad ${from + i}`),
      { from, topic },
    ),
  );

const publish = async (limit: number, topic = LANE): Promise<readonly OutgoingRecord[]> => {
  const sent: OutgoingRecord[] = [];
  await store.outbox.publishNext(topic, limit, async (records) => {
    sent.push(...records);
  });
  return sent;
};

const texts = (records: readonly OutgoingRecord[]) => records.map(({ value }) => value?.toString());

describe('the outbox', () => {
  it('publishes the oldest of a lane in the order of their numbers, each once', async () => {
    await refuse(3);
    await refuse(2, 3);
    const sent = [await publish(2), await publish(2), await publish(2), await publish(2)];
    expect(sent.map(texts)).toEqual([['bad 0', 'bad 1'], ['bad 2', 'bad 3'], ['bad 4'], []]);
    const numbers = sent.flat().map(({ number }) => number);
    expect(numbers).toEqual(numbers.toSorted((a, b) => (a < b ? -1 : 1)));
  });

  it('publishes number 10 after number 9, though as a text it is smaller', async () => {
    await store.database.query('ALTER TABLE outbox ALTER COLUMN number RESTART WITH 8');
    await refuse(4);
    expect((await publish(3)).map(({ number }) => number)).toEqual([8n, 9n, 10n]);
    expect((await publish(3)).map(({ number }) => number)).toEqual([11n]);
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
