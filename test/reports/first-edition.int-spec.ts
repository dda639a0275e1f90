import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ContractId, type ContractEvent, DEFAULT_POLICY, periodLabelled } from '@app/domain';
import { UsageError } from '@app/host';
import {
  PostgresComparisonBooks,
  PostgresHistoryStore,
  PostgresPlanStore,
  PostgresProductBooks,
  PostgresRestatementStore,
  PostgresSignedBooks,
} from '@app/persistence';
import { CalculationDiffersError, openStore, restate, type RestateOutcome, SnapshotHistory } from '@app/processing';
import type { ExplainQuestion } from '../../apps/cli/src/explain/explain-arguments.ts';
import { explain } from '../../apps/cli/src/explain/explain-command.ts';
import { existingStore, withExistingStore } from '../../apps/cli/src/store/existing-store.ts';
import { bookDifferences, currentBooks } from '../builders/current-books.ts';
import { amended, anchored, cancelled, created, day, term } from '../builders/events.ts';
import { ageToFirstEdition } from '../builders/first-edition.ts';
import { commitment, line, oneTime, percentOff } from '../builders/lines.ts';
import { type OpenStore, openFresh, TOPICS } from '../builders/postgres-store.ts';
import { batch } from '../builders/records.ts';
import { type PostgresService, startPostgres } from '../services/postgres.ts';

let service: PostgresService;
let store: OpenStore;
/** A store that was never of the first edition. */
let fresh: OpenStore;

const POLICY = { ...DEFAULT_POLICY, grains: ['month', 'quarter'] as const };
const AS_OF = day('2025-04-20');
const RESTATED_AT = new Date('2025-04-21T09:00:00Z');

const EVENTS: readonly ContractEvent[] = [
  created({
    contract: 'sub-a',
    term: anchored(term('2025-01-10', '2025-03-10', true), '2024-12-31'),
    lines: [line({ discounts: [percentOff(10)] }), line({ id: 'more', price: 30 }), oneTime('2025-02-20')],
  }),
  created({
    ...{ contract: 'sub-b', customer: 'cus-2', version: null },
    ...{ term: term('2025-01-01', null), lines: [commitment(), line({ product: 'add-on', price: 50 })] },
  }),
  amended({
    ...{ contract: 'sub-b', customer: 'cus-3', version: null, source: '/another', effective: '2025-03-05' },
    ...{ term: term('2025-01-01', null), lines: [commitment({ amount: 700, discounts: [percentOff(5)] })] },
  }),
  created({ contract: 'sub-c', customer: 'cus-4', term: term('2025-02-01', null), attributes: { tier: 'mid' } }),
];
const LATER = [cancelled({ contract: 'sub-c', version: 1, effective: '2025-03-20' })];

beforeAll(async () => {
  service = await startPostgres();
  store = await openFresh(service, POLICY);
  fresh = await openFresh(service, POLICY);
  await fresh.apply(batch([...EVENTS, ...LATER]));
  await fresh.take(AS_OF);
});
beforeEach(async () => {
  store = await store.emptied();
  await store.apply(batch(EVENTS));
  await store.take(day('2025-04-05'), new Date('2025-04-05T08:00:00Z'));
  await store.apply(batch(LATER, { from: 10 }));
  await store.take(AS_OF, new Date('2025-04-20T08:00:00Z'));
  await ageToFirstEdition(store);
});
afterAll(async () => {
  await store.close();
  await fresh.close();
  await service.stop();
});

const MARCH = periodLabelled('month', '2025-03', 1);
const DAYS = { from: day('2025-02-28'), to: day('2025-03-31') };

const restated = (isDryRun = false): Promise<RestateOutcome> =>
  restate(new PostgresRestatementStore(store.database, { contractsTopic: TOPICS.contracts, now: () => RESTATED_AT }), {
    ...{ policy: null, isDryRun, topic: TOPICS.snapshots },
    ...{ now: () => RESTATED_AT, today: () => AS_OF },
  });

type Revision = Readonly<{ snapshot_id: string; revision: number; status: string; reason: string; content: string }>;

const revisions = (): Promise<readonly Revision[]> =>
  store.database.query<Revision>(
    `SELECT snapshot_id, revision, status, reason, content::text AS content, emitted_at, workings::text
     FROM snapshot ORDER BY snapshot_id`,
  );

describe('a store of the first edition', () => {
  it('is not opened, whatever the policy', async () => {
    for (const policy of [null, POLICY, DEFAULT_POLICY]) {
      await expect(openStore(store.books, policy, AS_OF)).rejects.toThrow(CalculationDiffersError);
    }
  });

  it('stops a program that is still working on it, and is not changed', async () => {
    await store.database.query(`INSERT INTO unfolded (lane, contract_id) SELECT lane, contract_id FROM contract`);
    const more = batch([created({ contract: 'sub-d' })], { from: 20 });
    const before = [await currentBooks(store), await revisions()];
    for (const work of [() => store.apply(more), () => store.fold(AS_OF), () => store.take(day('2025-05-10'))]) {
      await expect(work()).rejects.toThrow(CalculationDiffersError);
    }
    expect([await currentBooks(store), await revisions()]).toEqual(before);
    expect(await store.database.query(`SELECT FROM ledger WHERE contract_id = 'sub-d'`)).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['compare', () => new PostgresComparisonBooks(store.database, store).read(async () => null)],
    ['look ahead', () => new PostgresSignedBooks(store.database, store).read(async () => null)],
    ['list products', () => new PostgresProductBooks(store.database, store).read(async () => null)],
    ['plan', () => new PostgresPlanStore(store.database, store).read(async () => null)],
    ['tell its history', () => new PostgresHistoryStore(store.database, store.policyId).read(async () => null)],
  ])('has no report that could %s', async (_, report) => {
    await expect(report()).rejects.toThrow(CalculationDiffersError);
  });

  it('is refused on the command line, with what to do', async () => {
    const explained = async (question: ExplainQuestion): Promise<string> =>
      explain(await existingStore(store.database), question, { json: false, places: 2 });
    const asked = [
      () => withExistingStore({ databaseUrl: store.url }, async () => null),
      () => explained({ of: 'contract', contractId: 'sub-a' as ContractId, on: AS_OF }),
      () => explained({ of: 'days', days: DAYS, segment: { dimension: 'all', segment: 'all' } }),
    ];
    for (const ask of asked) {
      const refusal: unknown = await ask().catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(UsageError);
      expect(refusal).toMatchObject({ message: expect.stringContaining('run acv restate') });
    }
  });

  it('shows in a dry run how it will be, and is not changed', async () => {
    const before = [await currentBooks(store), await revisions()];
    const dry = await restated(true);
    expect([await currentBooks(store), await revisions()]).toEqual(before);
    await expect(openStore(store.books, null, AS_OF)).rejects.toThrow(CalculationDiffersError);
    expect((await restated()).whole).toEqual(dry.whole);
  });

  it('has the books of a fresh store after a restatement under its own policy, and works on like one', async () => {
    const wanted = await currentBooks(fresh);
    expect(bookDifferences(wanted, await currentBooks(store)).length).toBeGreaterThan(20);
    expect(await restated()).toMatchObject({ differences: [], contracts: 3, withdrawn: 0 });
    expect(bookDifferences(wanted, await currentBooks(store))).toEqual([]);
    expect(await openStore(store.books, POLICY, AS_OF)).toMatchObject({ policyId: store.policyId });
    const more = [amended({ contract: 'sub-a', version: 1, effective: '2025-03-31', lines: [line({ price: 9 })] })];
    for (const one of [store, fresh]) {
      await one.apply(batch(more, { from: 30 }));
      await one.take(AS_OF);
    }
    expect(bookDifferences(await currentBooks(fresh), await currentBooks(store))).toEqual([]);
  });

  it('has its closed periods restated with the reason `calculation`, and keeps the former revisions readable', async () => {
    const before = await revisions();
    expect(before.some(({ revision }) => revision > 1)).toBe(true);
    await restated();
    const after = await revisions();
    const formerIds = new Set(before.map(({ snapshot_id }) => snapshot_id));
    expect(after.filter(({ snapshot_id }) => formerIds.has(snapshot_id))).toEqual(before);
    const made = after.filter(({ snapshot_id }) => !formerIds.has(snapshot_id));
    const current = await store.database.query<Revision>('SELECT snapshot_id, period FROM snapshot_current');
    expect(made.map(({ snapshot_id }) => snapshot_id)).toEqual(
      current.map(({ snapshot_id }) => snapshot_id).toSorted(),
    );
    const expected = made.map(({ snapshot_id }) => [
      ...[snapshot_id, 'calculation', /2025-(04|Q2)/.test(snapshot_id) ? 'open' : 'restated'],
    ]);
    expect(made.map(({ snapshot_id, reason, status }) => [snapshot_id, reason, status])).toEqual(expected);
  });

  it('shows in its history the former figures beside the current ones', async () => {
    const former = await revisions();
    await restated();
    const history = new SnapshotHistory(new PostgresHistoryStore(store.database, store.policyId), POLICY);
    const name = { dimension: 'all', segment: 'all' };
    const { entries, comparison } = await history.history({
      period: MARCH,
      name,
      wasKnown: ({ emittedAt }) => emittedAt < RESTATED_AT,
    });
    const kept = new Map(former.map(({ snapshot_id, content }) => [snapshot_id, content]));
    expect(entries.slice(0, -1).map(({ revision }) => revision.content)).toEqual(
      entries.slice(0, -1).map(({ revision }) => kept.get(revision.snapshotId)),
    );
    expect(entries.slice(-2).map(({ content }) => content.calc_version)).toEqual(['1', '2']);
    expect(comparison?.then?.content.calc_version).toBe('1');
    const fields = comparison?.changes.map(({ field }) => field);
    expect(fields).toEqual(
      expect.arrayContaining(['arr', 'transferred_in_arr', 'transferred_out_arr', 'calc_version']),
    );
    expect(entries.at(-1)?.revision).toMatchObject({ status: 'restated', reason: 'calculation' });
  });
});
