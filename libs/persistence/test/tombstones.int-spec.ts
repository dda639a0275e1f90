import { describe, expect, it } from '@jest/globals';
import { type IncomingBatch, type IncomingRecord } from '@app/processing';
import { PostgresProgress } from '@app/persistence';
import { created } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { batch, record } from '../../../test/builders/records.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

const TOMBSTONE = { key: Buffer.from('sub-1'), value: null };
const NOTHING = { key: null, value: null };

const deal = (contract: string) => record(created({ contract }));

/** A batch of these records, whose offsets begin at `offset`. */
const from = (offset: number, ...records: readonly Pick<IncomingRecord, 'key' | 'value'>[]): IncomingBatch => ({
  ...batch([], { from: offset + records.length }),
  records: records.map(({ key, value }, i) => ({ key, value, headers: {}, position: BigInt(offset + i) })),
});

const next = () => new PostgresProgress(store.database).nextOffset('events', 0);

/** The refused records, and the number of dead letters. */
const refused = async () => [
  await store.database.query('SELECT code, position::int FROM refused ORDER BY position'),
  await store.database.query('SELECT count(*)::int AS letters FROM outbox'),
];
const NONE_REFUSED = [[], [{ letters: 0 }]];

describe('a tombstone, a record with a key and no value', () => {
  it('is passed over and counted, and refuses nothing', async () => {
    expect(await store.apply(from(0, deal('a'), TOMBSTONE, deal('b'), TOMBSTONE))).toMatchObject({
      ...{ accepted: { created: 2 }, refused: {}, passedOver: 2, repeated: 0, alreadyDone: 0 },
      refusedRecords: [],
    });
    expect(await refused()).toEqual(NONE_REFUSED);
    expect(await store.fold()).toBe(2);
  });

  it('moves the progress of its partition, even if it is alone', async () => {
    expect(await store.apply(from(0, TOMBSTONE))).toMatchObject({ passedOver: 1, latestEventTime: null });
    expect(await next()).toBe(1n);
    await store.apply(from(1, deal('a'), TOMBSTONE));
    expect(await next()).toBe(3n);
  });

  it('counts as already done when its batch is delivered again, and once where batches overlap', async () => {
    const first = from(0, TOMBSTONE, deal('a'), NOTHING, TOMBSTONE);
    expect(await store.apply(first)).toMatchObject({ passedOver: 2, refused: { not_json: 1 }, alreadyDone: 0 });
    expect(await store.apply(first)).toMatchObject({
      accepted: { created: 0 },
      passedOver: 0,
      refused: {},
      alreadyDone: 4,
    });
    expect(await next()).toBe(4n);
    const overlapping = from(3, TOMBSTONE, TOMBSTONE, deal('b'));
    expect(await store.apply(overlapping)).toMatchObject({ accepted: { created: 1 }, passedOver: 1, alreadyDone: 1 });
    expect(await next()).toBe(6n);
  });

  it('deletes nothing of its contract', async () => {
    await store.apply(from(0, record(created())));
    await store.fold();
    await store.apply(from(1, TOMBSTONE));
    expect(await store.fold()).toBe(0);
    expect(await store.database.query('SELECT contract_id FROM contract_span')).toEqual([{ contract_id: 'sub-1' }]);
  });
});

describe('a record with neither key nor value', () => {
  it('is refused as not JSON, with a dead letter, and stops nothing', async () => {
    const outcome = await store.apply(from(0, TOMBSTONE, NOTHING, deal('a')));
    expect(outcome).toMatchObject({ accepted: { created: 1 }, refused: { not_json: 1 }, passedOver: 1 });
    expect(await refused()).toEqual([[{ code: 'not_json', position: 1 }], [{ letters: 1 }]]);
    expect(await next()).toBe(3n);
  });
});
