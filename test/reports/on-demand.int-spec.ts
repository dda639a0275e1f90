import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, type ContractEvent, Decimal, DEFAULT_POLICY, type FxRate, type Policy, ZERO } from '@app/domain';
import { PostgresComparisonBooks, PostgresProductBooks, PostgresSignedBooks } from '@app/persistence';
import {
  ArrByProduct,
  ChurnReasons,
  CompareDays,
  OutOfRangeError,
  type SegmentName,
  SignedAhead,
  type TwoDays,
} from '@app/processing';
import fc from 'fast-check';
import { day } from '../builders/events.ts';
import { bookHistories } from '../builders/histories.ts';
import { type OpenStore, openFresh } from '../builders/postgres-store.ts';
import { batch } from '../builders/records.ts';
import { type PostgresService, startPostgres } from '../services/postgres.ts';

const RUNS = { numRuns: 12 };
const POLICY: Policy = { ...DEFAULT_POLICY, cohortGrain: 'month', renewalGraceDays: 10 };
const AS_OF = day('2024-03-10');

let service: PostgresService;
let opened: OpenStore;

beforeAll(async () => {
  service = await startPostgres();
  opened = await openFresh(service, POLICY);
});
afterAll(async () => {
  await opened.close();
  await service.stop();
});

const EUR: readonly FxRate[] = ['2023-01-31', '2023-06-30', '2024-01-31'].map((date, i) => ({
  currency: 'EUR',
  date: day(date),
  rate: new Decimal('1.0777').plus(new Decimal(i).div(8)),
}));

/** Makes event ids unique: each contract of a history numbers its events from the start. */
const books = bookHistories.map((events) =>
  events.map((event): ContractEvent => ({ ...event, id: `${event.contractId} ${event.id}` })),
);

const takenWith = async (events: readonly ContractEvent[]): Promise<OpenStore> => {
  const store = await opened.emptied();
  await store.rates(EUR);
  await store.apply(batch(events));
  await store.take(AS_OF);
  return store;
};

type Figures = Readonly<Record<string, unknown>>;
type Snapshot = SegmentName & Readonly<{ period: string; measured_on: string; content: Figures }>;

const snapshotsOf = async ({ database }: OpenStore): Promise<readonly Snapshot[]> =>
  database.query<Snapshot>(
    'SELECT period, measured_on::text, dimension, segment, content FROM snapshot_current ORDER BY period',
  );

const OF_A_YEAR = new Set(['acv_yoy_pct', 'nrr_yoy_pct', 'grr_yoy_pct', 'logo_churn_yoy_pct']);

const nameOf = ({ dimension, segment }: SegmentName): string => `${dimension}|${segment}`;

/** Each month with the two days that its snapshots compare, and those snapshots. */
const comparedMonths = (snapshots: readonly Snapshot[]) => {
  const months = [...Map.groupBy(snapshots, ({ period }) => period).values()];
  return months.slice(1).map((own, i) => ({
    days: { from: day(months[i]?.[0]?.measured_on ?? ''), to: day(own[0]?.measured_on ?? '') },
    snapshots: own,
  }));
};

const figuresBetween = async (store: OpenStore, days: TwoDays): Promise<Readonly<Record<string, Figures>>> => {
  const rows = await new CompareDays(new PostgresComparisonBooks(store.database, store), POLICY).between(days);
  return Object.fromEntries(rows.map((row) => [nameOf(row), row.figures]));
};

const numberIn = (content: Figures, field: string): Decimal => new Decimal(String(content[field]));

describe('Reports on demand', () => {
  it('compare the measured days of two snapshots as the later of the two does', async () => {
    await fc.assert(
      fc.asyncProperty(books, fc.nat(), async (events, which) => {
        const store = await takenWith(events);
        const months = comparedMonths(await snapshotsOf(store));
        const month = months[which % Math.max(1, months.length)];
        if (month === undefined) return;
        const found = await figuresBetween(store, month.days);
        for (const snapshot of month.snapshots) {
          const figures = found[nameOf(snapshot)];
          // A comparison has no row for a segment with nothing but zeros.
          if (figures === undefined) continue;
          for (const field of Object.keys(figures).filter((name) => !OF_A_YEAR.has(name))) {
            expect([nameOf(snapshot), field, figures[field]]).toEqual([
              nameOf(snapshot),
              field,
              snapshot.content[field],
            ]);
          }
        }
        expect(month.snapshots.map(nameOf)).toEqual(expect.arrayContaining(Object.keys(found)));
      }),
      RUNS,
    );
  });

  it('split churn into reasons that add up to it', async () => {
    await fc.assert(
      fc.asyncProperty(books, fc.integer({ min: 1, max: 400 }), async (events, before) => {
        const store = await takenWith(events);
        const [first] = await store.database.query<{ day: string | null }>(
          'SELECT min(valid_from)::text AS day FROM contract_span',
        );
        const days = { from: addDays(AS_OF, -before), to: AS_OF };
        if (first?.day === null || first === undefined || first.day > days.from) return;
        const figures = await figuresBetween(store, days);
        const rows = await new ChurnReasons(new PostgresComparisonBooks(store.database, store), POLICY).between(days);
        for (const [name, own] of Object.entries(figures)) {
          const reasons = rows.filter((row) => nameOf(row) === name);
          const arr = reasons.reduce((sum, { churnArr }) => sum.plus(churnArr), ZERO);
          const logos = reasons.reduce((sum, { churnedLogos }) => sum + churnedLogos, 0);
          expect([name, arr.toFixed(), logos]).toEqual([name, String(own['churn_arr']), own['churned_logos']]);
        }
      }),
      RUNS,
    );
  });

  it('split ARR into products that add up to it, except for the rounding of each', async () => {
    await fc.assert(
      fc.asyncProperty(books, async (events) => {
        const store = await takenWith(events);
        const whole = (await snapshotsOf(store)).findLast(({ dimension }) => dimension === 'all');
        if (whole === undefined) return;
        const { rows } = await new ArrByProduct(new PostgresProductBooks(store.database, store), POLICY).on(null);
        const arr = rows.reduce((sum, row) => sum.plus(row.arr), ZERO);
        const gross = rows.reduce((sum, row) => sum.plus(row.grossArr), ZERO);
        expect(arr.minus(numberIn(whole.content, 'arr')).abs().lt('0.000001')).toBe(true);
        expect(gross.minus(numberIn(whole.content, 'gross_arr')).abs().lt('0.000001')).toBe(true);
      }),
      RUNS,
    );
  });

  it('look ahead from today, and add up month by month and over each dimension', async () => {
    await fc.assert(
      fc.asyncProperty(books, async (events) => {
        const store = await takenWith(events);
        const today = new Map(
          (await snapshotsOf(store))
            .filter(({ measured_on }) => measured_on === AS_OF)
            .map((s) => [nameOf(s), s.content]),
        );
        if (today.size === 0) return;
        const { rows } = await new SignedAhead(new PostgresSignedBooks(store.database, store), POLICY).months(6);
        const of = (month: string | undefined, dimension: string) =>
          rows.filter((row) => row.month === month && row.dimension === dimension);
        const sum = (own: readonly (typeof rows)[number][], field: string): string =>
          own.reduce((total, { figures }) => total.plus(String(figures[field])), ZERO).toFixed();
        const months = [...new Set(rows.map(({ month }) => month))];
        for (const { dimension, segment, figures } of rows.filter(({ month }) => month === months[0])) {
          // A customer that is not active yet counts in its later segment from the start, with no ARR today.
          const content = today.get(`${dimension}|${segment}`);
          expect([segment, figures['opening_arr']]).toEqual([segment, content === undefined ? '0' : content['arr']]);
        }
        let before = sum(of(months[0], 'all'), 'opening_arr');
        for (const month of months) {
          const whole = of(month, 'all');
          expect(sum(whole, 'opening_arr')).toBe(before);
          before = sum(whole, 'arr');
          const moved = ['opening_arr', 'starting_arr', 'step_up_arr', 'step_down_arr', 'ending_arr'].reduce(
            (total, field) => total.plus(sum(whole, field)),
            ZERO,
          );
          expect(moved.toFixed()).toBe(before);
          for (const dimension of ['tier', 'channel', 'region', 'cohort', 'acv_band']) {
            for (const field of ['arr', 'active_logos', 'renewing_arr', 'due_contracts', 'due_arr', 'renewed_arr']) {
              expect([dimension, field, sum(of(month, dimension), field)]).toEqual([
                dimension,
                field,
                sum(whole, field),
              ]);
            }
          }
        }
      }),
      RUNS,
    );
  });

  it('are refused before the first take', async () => {
    const store = await opened.emptied();
    const asked = new ArrByProduct(new PostgresProductBooks(store.database, store), POLICY).on(null);
    await expect(asked).rejects.toBeInstanceOf(OutOfRangeError);
  });
});
