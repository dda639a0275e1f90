import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addDays,
  type CivilDate,
  type ContractEvent,
  Decimal,
  DEFAULT_POLICY,
  type FxRate,
  type Policy,
} from '@app/domain';
import type { SnapshotRevision } from '@app/processing';
import fc from 'fast-check';
import { day } from '../builders/events.ts';
import { bookHistories } from '../builders/histories.ts';
import { type OpenStore, openFresh } from '../builders/postgres-store.ts';
import { batch } from '../builders/records.ts';
import { type PostgresService, startPostgres } from '../services/postgres.ts';

const RUNS = { numRuns: 40 };
const POLICY: Policy = { ...DEFAULT_POLICY, grains: ['month', 'quarter'], cohortGrain: 'month' };

let service: PostgresService;
let store: OpenStore;
/** A store whose takes keep their comparisons, however small the book is. */
let keeping: OpenStore;

beforeAll(async () => {
  service = await startPostgres();
  store = await openFresh(service, POLICY);
  keeping = await openFresh(service, POLICY, 0);
});
afterAll(async () => {
  await store.close();
  await keeping.close();
  await service.stop();
});

const EUR: readonly FxRate[] = ['2023-01-31', '2023-06-30', '2024-01-31', '2024-12-31'].map((date, i) => ({
  currency: 'EUR',
  date: day(date),
  rate: new Decimal('1.0777').plus(new Decimal(i).div(7).toDecimalPlaces(10)),
}));

/** Gives each run an empty store. */
const inStore = async <T>(work: (store: OpenStore) => Promise<T>): Promise<T> => work(await store.emptied());

type Figures = Readonly<Record<string, unknown>>;

/** Whether a segment has no figure but zeros. Such a segment is reported only because it had figures before. */
const isEmpty = (figures: Figures): boolean =>
  Object.entries(figures).every(([name, value]) => NAMES.has(name) || value === null || value === 0 || isZero(value));
const isZero = (value: unknown): boolean => typeof value === 'string' && /^-?0(\.0+)?$/.test(value);

/** Fields about a period rather than about a segment in it. */
const NAMES: ReadonlySet<string> = new Set([
  'period_start',
  'period_end',
  'policy_id',
  'calc_version',
  'reporting_currency',
  'missing_fx',
  'trend_null_reason',
  'signals',
]);

/** The content of the current snapshots by key, without segments of zeros, which equal absent ones. */
const snapshotsOf = async ({ books }: OpenStore): Promise<Readonly<Record<string, Figures>>> => {
  const found: Record<string, Figures> = {};
  for await (const revisions of books.currentSnapshots()) {
    for (const revision of revisions) {
      const figures: Figures = JSON.parse(revision.content);
      if (!isEmpty(figures)) found[keyOf(revision)] = figures;
    }
  }
  return found;
};

const keyOf = ({ grain, period, dimension, segment }: SnapshotRevision): string =>
  [grain, period, dimension, segment].join('|');

const rowsOf = async ({ database }: OpenStore) => ({
  spans: await database.query(
    `SELECT s.contract_id, valid_from::text, valid_to::text, l.id, s.customer_id, currency, arr::text, gross_arr::text,
       acv::text, contracted_acv::text, contract_value::text, one_time::text, expected_usage::text, attributes, renews, lines,
       term_start::text, term_end::text, auto_renew, anchor::text
     FROM contract_span s JOIN ledger l USING (seq) ORDER BY s.contract_id, valid_from`,
  ),
  charges: await database.query(
    `SELECT c.contract_id, date::text, l.id, amount::text, currency, customer_id FROM one_time_charge c
     JOIN ledger l USING (seq) ORDER BY 1, 2, 3, 4`,
  ),
  contracts: await database.query(
    `SELECT to_jsonb(c) - ARRAY['timeline', 'revision'] AS contract FROM contract c ORDER BY contract_id`,
  ),
  bookings: await database.query('SELECT to_jsonb(b) AS booking FROM booking b ORDER BY contract_id'),
  customers: await database.query(
    'SELECT customer_id, first_active::text FROM customer WHERE first_active IS NOT NULL ORDER BY 1',
  ),
});

const booksOf = async (store: OpenStore) => ({ ...(await rowsOf(store)), snapshots: await snapshotsOf(store) });

/** How the events are cut into batches, and which batches are delivered twice. */
type Cuts = readonly Readonly<{ size: number; again: boolean; folds: boolean }>[];

const cuts: fc.Arbitrary<Cuts> = fc.array(
  fc.record({ size: fc.integer({ min: 1, max: 5 }), again: fc.boolean(), folds: fc.boolean() }),
  { minLength: 1, maxLength: 5 },
);

const inBatches = (
  events: readonly ContractEvent[],
  sizes: Cuts,
): readonly Readonly<{ events: readonly ContractEvent[]; folds: boolean }>[] => {
  const batches: { events: readonly ContractEvent[]; folds: boolean }[] = [];
  for (let start = 0, i = 0; start < events.length; i += 1) {
    const { size, again, folds } = sizes[i % sizes.length] ?? { size: 1, again: false, folds: true };
    const part = events.slice(start, start + size);
    batches.push({ events: again ? [...part, ...part] : part, folds });
    start += size;
  }
  return batches;
};

/** Makes event ids unique: each contract of a history numbers its events from the start. */
const withOwnIds = (events: readonly ContractEvent[]): readonly ContractEvent[] =>
  events.map((event) => ({ ...event, id: `${event.contractId} ${event.id}` }));

const arrivals = bookHistories
  .map(withOwnIds)
  .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray([...events], { minLength: events.length })));

const AS_OF = day('2024-03-10');

const arrive = async (
  store: OpenStore,
  events: readonly ContractEvent[],
  sizes: Cuts,
  today: CivilDate,
): Promise<void> => {
  let from = 0;
  for (const part of inBatches(events, sizes)) {
    await store.apply(batch(part.events, { from }));
    from += part.events.length;
    if (part.folds) await store.fold(today);
  }
};

describe('the books', () => {
  it('are the same for any order of arrival, any repeats and any cuts into batches', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, cuts, async ([events, shuffled], sizes) => {
        const atOnce = await inStore(async (store) => {
          await store.rates(EUR);
          await store.apply(batch(events));
          await store.fold(AS_OF);
          await store.take(AS_OF);
          return booksOf(store);
        });
        const inPieces = await inStore(async (store) => {
          await arrive(store, shuffled, sizes, AS_OF);
          await store.rates(EUR);
          await store.take(AS_OF);
          return booksOf(store);
        });
        expect(inPieces).toEqual(atOnce);
      }),
      RUNS,
    );
  });

  it('taken step by step while events arrive equal those of one replay at the end', async () => {
    const steps = fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 2, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(arrivals, cuts, steps, fc.nat(), async ([events, shuffled], sizes, days, when) => {
        const step = await inStore(async (store) => {
          const parts = inBatches(shuffled, sizes);
          let asOf = day('2023-08-20');
          let from = 0;
          for (const [i, part] of parts.entries()) {
            await store.apply(batch(part.events, { from }));
            from += part.events.length;
            if (i === when % parts.length) await store.rates(EUR);
            asOf = addDays(asOf, days[i % days.length] ?? 1);
            if (asOf < AS_OF) await store.take(asOf);
          }
          await store.take(AS_OF);
          return booksOf(store);
        });
        const replayed = await inStore(async (store) => {
          await store.apply(batch(events));
          await store.rates(EUR);
          await store.take(AS_OF);
          return booksOf(store);
        });
        expect(step).toEqual(replayed);
      }),
      RUNS,
    );
  });

  it('equal the books of one take over everything when comparisons are kept from take to take', async () => {
    const days = fc.constantFrom('2023-10-01', '2023-12-31', '2024-03-02', '2024-03-10').map(day);
    await fc.assert(
      fc.asyncProperty(arrivals, cuts, days, fc.nat(), async ([events, shuffled], sizes, asOf, when) => {
        keeping = await keeping.emptied();
        const parts = inBatches(shuffled, sizes);
        let from = 0;
        for (const [i, part] of parts.entries()) {
          await keeping.apply(batch(part.events, { from }));
          from += part.events.length;
          if (i === when % parts.length) await keeping.rates(EUR);
          await keeping.take(asOf);
        }
        const whole = await inStore(async (store) => {
          await store.apply(batch(events));
          await store.rates(EUR);
          await store.take(asOf);
          return booksOf(store);
        });
        expect(await booksOf(keeping)).toEqual(whole);
      }),
      RUNS,
    );
  });

  it('split every additive figure into segments that add up to the whole, in every dimension', async () => {
    const SUMS = [
      'arr',
      'active_logos',
      'active_contracts',
      'gross_arr',
      'normalized_acv_total',
      'contracted_acv_total',
      'expected_usage_arr',
      'one_time_total',
    ];
    await fc.assert(
      fc.asyncProperty(arrivals, async ([events]) => {
        const snapshots = await inStore(async (store) => {
          await store.apply(batch(events));
          await store.rates(EUR);
          await store.take(AS_OF);
          return snapshotsOf(store);
        });
        const totals = new Map<string, Decimal>();
        for (const [key, figures] of Object.entries(snapshots)) {
          const [grain, period, dimension] = key.split('|');
          for (const name of SUMS) {
            const total = [grain, period, dimension, name].join('|');
            totals.set(total, (totals.get(total) ?? new Decimal(0)).plus(String(figures[name])));
          }
        }
        for (const [key, total] of totals) {
          const [grain, period, , name] = key.split('|');
          expect([key, total.toFixed()]).toEqual([
            key,
            (totals.get([grain, period, 'all', name].join('|')) ?? total).toFixed(),
          ]);
        }
      }),
      RUNS,
    );
  });
});
