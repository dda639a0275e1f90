import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY, periodLabelled, type Policy } from '@app/domain';
import { PostgresHistoryStore, PostgresRevisionArchive } from '@app/persistence';
import { type HistoryQuestion, NotReportedError, SnapshotHistory, ThinRevisions } from '@app/processing';
import { amended, cancelled, created, day, term } from '../builders/events.ts';
import { line } from '../builders/lines.ts';
import { openFresh, type OpenStore } from '../builders/postgres-store.ts';
import { batch } from '../builders/records.ts';
import { type PostgresService, startPostgres } from '../services/postgres.ts';

const POLICY: Policy = DEFAULT_POLICY;
const EVERGREEN = { term: term('2025-01-01', null) };

let service: PostgresService;
let store: OpenStore;

const deal = (name: string, monthly: number, tier = 'smb') =>
  created({
    contract: name,
    customer: `cus-${name}`,
    ...EVERGREEN,
    lines: [line({ price: monthly })],
    attributes: { tier },
  });

const change = (name: string, monthly: number, tier = 'smb', effective = '2025-03-10') =>
  amended({
    id: `${name} to ${monthly} ${tier}`,
    contract: name,
    customer: `cus-${name}`,
    ...EVERGREEN,
    effective,
    time: '2025-04-20T10:00:00Z',
    lines: [line({ price: monthly })],
    attributes: { tier },
  });

beforeAll(async () => {
  service = await startPostgres();
  store = await openFresh(service, POLICY);
});
afterAll(async () => {
  await store.close();
  await service.stop();
});

const MARCH = periodLabelled('month', '2025-03', 1);
const ALL = { dimension: 'all', segment: 'all' };

const historyOf = (of: OpenStore, question: Partial<HistoryQuestion> = {}) =>
  new SnapshotHistory(new PostgresHistoryStore(of.database, of.policyId), POLICY).history({
    period: MARCH,
    name: ALL,
    wasKnown: null,
    ...question,
  });

describe('The history of March', () => {
  let books: OpenStore;

  beforeAll(async () => {
    books = await store.emptied();
    await books.apply(batch([deal('a', 1000), deal('b', 2000, 'enterprise'), deal('c', 3000)]));
    await books.take(day('2025-03-31'), new Date('2025-03-31T20:00:00Z'));
    await books.take(day('2025-04-05'), new Date('2025-04-05T08:00:00Z'));
    // An event of another month and a take without changes: neither writes a revision of March.
    await books.apply(batch([change('c', 3500, 'smb', '2025-04-15')], { from: 10 }));
    await books.take(day('2025-04-16'), new Date('2025-04-16T08:00:00Z'));
    await books.apply(batch([change('a', 900), change('b', 1000, 'enterprise')], { from: 20 }));
    await books.take(day('2025-04-21'), new Date('2025-04-21T08:00:00Z'));
    await books.apply(
      batch([cancelled({ contract: 'b', effective: '2025-03-20', version: 1, id: 'b ends' })], { from: 30 }),
    );
    await books.take(day('2025-05-02'), new Date('2025-05-02T08:00:00Z'));
  });

  it('has every revision with its reason', async () => {
    const { entries } = await historyOf(books);
    expect(entries.map(({ revision: { revision, status, reason } }) => [revision, status, reason])).toEqual([
      [1, 'open', 'first'],
      [2, 'closed', 'time'],
      [3, 'restated', 'events'],
      [4, 'restated', 'events'],
    ]);
  });

  it('lists the figures that each revision changed, the most important first', async () => {
    const { entries } = await historyOf(books);
    expect(entries[1]?.changes).toEqual([]);
    expect(entries[2]?.changes.slice(0, 3)).toEqual([
      { field: 'acv', from: '24000.0000', to: '19600.0000' },
      { field: 'acv_trend_pct', from: '0.0000', to: '-18.3333' },
      { field: 'normalized_acv_total', from: '72000', to: '58800' },
    ]);
  });

  it('names the events behind each revision, the largest change first, and no event of another month', async () => {
    const { entries } = await historyOf(books);
    const told = entries.map(({ causes }) =>
      causes.events.map(({ id, arrChange }) => [id, arrChange?.toFixed() ?? null]),
    );
    expect(told).toEqual([
      [
        ['c created 2025-01-01 v0', '36000'],
        ['b created 2025-01-01 v0', '24000'],
        ['a created 2025-01-01 v0', '12000'],
      ],
      [],
      [
        ['b to 1000 enterprise', '-12000'],
        ['a to 900 smb', '-1200'],
      ],
      [['b ends', '-12000']],
    ]);
    expect(entries[3]?.causes.events[0]).toMatchObject({
      source: '/billing',
      contractId: 'b',
      effectiveDate: '2025-03-20',
      type: 'subscription.cancelled',
    });
  });

  it('compares the figures known then with the current ones, with all events in between', async () => {
    const seen = new Date('2025-04-10T23:59:59Z');
    const { comparison, current } = await historyOf(books, { wasKnown: ({ emittedAt }) => emittedAt <= seen });
    expect(comparison?.then?.revision.revision).toBe(2);
    expect(current.revision.revision).toBe(4);
    expect(comparison?.changes).toContainEqual({ field: 'arr', from: '72000', to: '46800' });
    expect(comparison?.causes.events.map(({ id, arrChange }) => [id, arrChange?.toFixed() ?? null])).toEqual([
      ['b to 1000 enterprise', '-24000'],
      ['b ends', null],
      ['a to 900 smb', '-1200'],
    ]);
  });

  it('knows nothing before the first revision', async () => {
    const { comparison } = await historyOf(books, { wasKnown: () => false });
    expect(comparison).toMatchObject({ then: null, changes: [] });
  });

  it('names for a segment only the events that moved it', async () => {
    const { entries } = await historyOf(books, { name: { dimension: 'tier', segment: 'smb' } });
    // Only events of another segment changed the last revision: they changed the segment's share in the mix.
    const told = entries.slice(2).map(({ causes, changes }) => [causes.events.map(({ id }) => id), changes[0]?.field]);
    expect(told).toEqual([
      [['a to 900 smb'], 'acv'],
      [[], 'rate_effect'],
    ]);
  });

  it.each([
    [{ period: periodLabelled('month', '2024-12', 1) }, '2024-12 was never reported'],
    [{ name: { dimension: 'tier', segment: 'gold' } }, 'tier has never had a segment gold'],
  ])('is refused for a period or segment that was never reported: %j', async (question, message) => {
    const refused = historyOf(books, question);
    await expect(refused).rejects.toBeInstanceOf(NotReportedError);
    await expect(refused).rejects.toThrow(message);
  });
});

describe('A customer that moves to another segment', () => {
  it('counts in both segments with all of its ARR', async () => {
    const books = await store.emptied();
    await books.apply(batch([deal('a', 1000), deal('b', 2000)]));
    await books.take(day('2025-04-05'));
    await books.apply(batch([change('a', 1100, 'enterprise')], { from: 10 }));
    await books.take(day('2025-04-21'));
    const heaviest = async (dimension: string, segment: string) =>
      (await historyOf(books, { name: { dimension, segment } })).entries.at(-1)?.causes.events[0]?.arrChange?.toFixed();
    expect(await heaviest('tier', 'smb')).toBe('-12000');
    expect(await heaviest('tier', 'enterprise')).toBe('13200');
    expect(await heaviest('acv_band', '5k-15k')).toBe('1200');
    expect(await heaviest('cohort', '2025-Q1')).toBe('1200');
  });
});

describe('Many events at once', () => {
  it('are reported as the ten with the largest changes and the number of the others', async () => {
    const books = await store.emptied();
    const names = Array.from({ length: 15 }, (_, i) => `c${String(i).padStart(2, '0')}`);
    await books.apply(batch(names.map((name, i) => deal(name, 100 + i))));
    await books.take(day('2025-04-05'));
    const { causes } = (await historyOf(books)).current;
    expect(causes.more).toBe(5);
    expect(causes.events.map((event) => 'contractId' in event && event.contractId)).toEqual(
      names.slice(5).toReversed(),
    );
  });
});

describe('Revisions', () => {
  const at = (date: string, hour: number) => new Date(`${date}T${String(hour).padStart(2, '0')}:00:00Z`);

  /** Every take writes a revision, because the price changes before each. */
  const openMonth = async (): Promise<OpenStore> => {
    const books = await store.emptied();
    await books.apply(batch([deal('a', 1000)]));
    await books.take(day('2025-02-28'), at('2025-02-28', 1));
    await books.take(day('2025-03-04'), at('2025-03-04', 1));
    let price = 1000;
    for (const date of ['2025-03-05', '2025-03-06', '2025-03-13', '2025-03-14']) {
      for (const hour of [2, 12, 23]) {
        price += 1;
        await books.apply(batch([change('a', price, 'smb', '2025-02-10')], { from: price }));
        await books.take(day(date), at(date, hour));
      }
    }
    return books;
  };

  const kept = async (books: OpenStore, period: string): Promise<readonly string[]> =>
    (
      await books.database.query<{ told: string }>(
        `SELECT to_char(emitted_at AT TIME ZONE 'UTC', 'MM-DD HH24') AS told FROM snapshot
         WHERE period = $1 AND dimension = 'all' ORDER BY revision`,
        [period],
      )
    ).map(({ told }) => told);

  it('of an open period are all kept for seven days, then only the last of each day', async () => {
    const books = await openMonth();
    const closed = await kept(books, '2025-02');
    const thin = new ThinRevisions(new PostgresRevisionArchive(books.database), 'UTC');
    const today = day('2025-03-20');
    const before = await kept(books, '2025-03');
    expect(before).toHaveLength(13);
    expect(await thin.thin(today)).toBeGreaterThan(0);
    expect(await kept(books, '2025-03')).toEqual([
      '03-04 01',
      '03-05 23',
      '03-06 23',
      '03-13 23',
      '03-14 02',
      '03-14 12',
      '03-14 23',
    ]);
    expect(await kept(books, '2025-02')).toEqual(closed);
    expect(closed).toHaveLength(14);
    expect(await thin.thin(today)).toBe(0);
  });

  it('belong to the day in the time zone of the policy', async () => {
    const books = await openMonth();
    await new PostgresRevisionArchive(books.database).thin(day('2025-03-20'), 'Asia/Tokyo');
    // 23:00 in UTC is 08:00 of the next day in Tokyo.
    expect((await kept(books, '2025-03')).slice(0, 4)).toEqual(['03-04 01', '03-05 12', '03-06 12', '03-06 23']);
  });

  it('that are current are kept, however old', async () => {
    const books = await openMonth();
    await new PostgresRevisionArchive(books.database).thin(day('2026-01-01'), 'UTC');
    expect((await kept(books, '2025-03')).at(-1)).toBe('03-14 23');
    const figures = await historyOf(books);
    expect(figures.current.revision.revision).toBe(13);
  });
});

describe('A fold of several events', () => {
  it('leaves out an event of the same fold that takes effect after the period', async () => {
    const own = await store.emptied();
    await own.apply(batch([deal('a', 1000), change('a', 1200), change('a', 5000, 'smb', '2025-06-01')]));
    await own.take(day('2025-07-05'));
    const { current } = await historyOf(own);
    expect(current.causes.events.map(({ id, arrChange }) => [id, arrChange?.toFixed() ?? null])).toEqual([
      ['a created 2025-01-01 v0', '14400'],
      ['a to 1200 smb', null],
    ]);
  });
});
