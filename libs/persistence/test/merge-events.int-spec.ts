import { describe, expect, it } from '@jest/globals';
import type { MergedEvent } from '@app/domain';
import { mergedEventJson } from '@app/wire';
import { amended, created, merged, term } from '../../../test/builders/events.ts';
import { type OpenStore, TOPICS } from '../../../test/builders/postgres-store.ts';
import { batch, fileBatch } from '../../../test/builders/records.ts';
import { withEmptyStore } from '../../../test/builders/suite-store.ts';

let store: OpenStore;

withEmptyStore((opened) => {
  store = opened;
});

const EVERGREEN = term('2024-06-01', null);

const deal = (customer: string) => created({ contract: `sub-${customer}`, customer, term: EVERGREEN });

/** The customer of the spans of each contract. */
const owners = async (): Promise<Readonly<Record<string, string>>> => {
  const rows = await store.database.query<{ contract_id: string; customer_id: string }>(
    'SELECT DISTINCT contract_id, customer_id FROM contract_span ORDER BY 1',
  );
  expect(new Set(rows.map(({ contract_id }) => contract_id)).size).toBe(rows.length);
  return Object.fromEntries(rows.map(({ contract_id, customer_id }) => [contract_id, customer_id]));
};

const arrive = async (...events: Parameters<typeof fileBatch>[0]) => {
  const outcome = await store.apply(fileBatch(events));
  await store.fold();
  return outcome;
};

describe('a merge that arrives late', () => {
  const LATER = { time: '2025-01-02T00:00:00Z', id: 'm5', source: '/crm/5' };

  it.each<[string, Parameters<typeof merged>[2]]>([
    ['of an earlier time', { ...LATER, time: '2025-01-01T23:59:59.999999999Z', id: 'm9' }],
    ['of the same time and a smaller id', { ...LATER, id: 'm4', source: '/crm/9' }],
    ['of the same time and id, and a smaller source', { ...LATER, source: '/crm/4' }],
  ])('changes nothing if it is earlier in record order: %s', async (_, head) => {
    await arrive(deal('a'), deal('b'), deal('c'), merged('a', 'b', LATER));
    const state = `SELECT (SELECT version FROM merge_version), (SELECT max(change_id) FROM change),
      (SELECT count(*) FROM outbox), (SELECT json_agg(m) FROM customer_merge m)`;
    const before = await store.database.query(state);
    expect(
      await store.apply(fileBatch([merged('a', 'c', head), merged('a', null, { ...head, id: 'm3' })])),
    ).toMatchObject({
      accepted: { merged: 2 },
    });
    expect(await store.fold()).toBe(0);
    expect(await store.database.query(state)).toEqual(before);
    expect(await owners()).toEqual({ 'sub-a': 'b', 'sub-b': 'b', 'sub-c': 'c' });
  });

  it('counts if it is later in record order', async () => {
    await arrive(deal('a'), merged('a', 'b', LATER));
    await arrive(merged('a', 'c', { ...LATER, source: '/crm/6' }));
    expect(await owners()).toEqual({ 'sub-a': 'c' });
    await arrive(merged('a', null, { ...LATER, id: 'm6' }));
    expect(await owners()).toEqual({ 'sub-a': 'a' });
  });
});

describe('the record of a contract', () => {
  const records = async (contract: string): Promise<readonly (readonly [unknown, unknown])[]> => {
    const rows = await store.database.query<{ value: Record<string, unknown> }>(
      `SELECT convert_from(value, 'UTF8')::json AS value FROM outbox
       WHERE topic = $1 AND convert_from(key, 'UTF8') = $2 ORDER BY outbox_id`,
      [TOPICS.contracts, contract],
    );
    return rows.map(({ value }) => [value['revision'], value['customer_id']]);
  };

  it('names the customer at the end of the chain, with one new revision for each customer that it moves to', async () => {
    await arrive(deal('a'), deal('b'));
    await arrive(merged('a', 'b'));
    await arrive(merged('a', 'b'), merged('x', 'y'), merged('a', 'b', { id: 'again', time: '2025-01-03T00:00:00Z' }));
    expect(await records('sub-a')).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
    await arrive(merged('b', 'c'));
    await arrive(merged('c', 'b'));
    expect(await records('sub-a')).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
      [4, 'b'],
    ]);
    expect(await records('sub-b')).toEqual([
      [1, 'b'],
      [2, 'c'],
      [3, 'b'],
    ]);
  });

  it('stays as it is if the merged customer had the contract only in the past', async () => {
    const passedOn = amended({
      contract: 'sub-a',
      customer: 'b',
      effective: '2024-09-01',
      version: 1,
      term: EVERGREEN,
    });
    await arrive(deal('a'), passedOn);
    await arrive(merged('a', 'c'));
    expect(await store.database.query('SELECT customer_id FROM contract_span ORDER BY valid_from')).toEqual([
      { customer_id: 'c' },
      { customer_id: 'b' },
    ]);
    expect(await records('sub-a')).toEqual([[1, 'b']]);
  });

  it('names that customer from its first revision on if the merge arrived before the contract', async () => {
    await arrive(merged('a', 'b'));
    await arrive(deal('a'));
    expect(await records('sub-a')).toEqual([[1, 'b']]);
  });
});

describe('a merge event', () => {
  it('is counted as accepted, then as repeated', async () => {
    const partition = batch([merged('a', 'b'), merged('a', 'b'), deal('a')]);
    expect(await store.apply(partition)).toMatchObject({
      accepted: { merged: 1, created: 1 },
      repeated: 1,
      refused: {},
    });
    expect(await store.apply(partition)).toMatchObject({ accepted: { merged: 0 }, repeated: 0, alreadyDone: 3 });
    expect(await store.apply(fileBatch([merged('a', 'b')]))).toMatchObject({ accepted: { merged: 0 }, repeated: 1 });
  });

  it.each<[string, MergedEvent]>([
    ['customer', merged('a', 'c', { id: 'a into b' })],
    ['time, though it is later', merged('a', 'b', { time: '2025-01-09T00:00:00Z' })],
    ['undoing', merged('a', null, { id: 'a into b', time: '2025-01-09T00:00:00Z' })],
  ])(
    'is refused under an existing id with another %s, in the same batch or later: the first one counts',
    async (_, other) => {
      const conflict = { accepted: { merged: 0 }, refused: { id_conflict: 1 } };
      expect(await arrive(deal('a'), merged('a', 'b'), other)).toMatchObject({ ...conflict, accepted: { merged: 1 } });
      expect(await arrive(other)).toMatchObject(conflict);
      expect(await owners()).toEqual({ 'sub-a': 'b' });
      const text = mergedEventJson(merged('a', 'b')).replace('"into":"b"', '"into": "b"');
      expect(await arrive(text)).toMatchObject({ repeated: 1 });
    },
  );
});
