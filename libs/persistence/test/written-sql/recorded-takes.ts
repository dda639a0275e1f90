import {
  CALC_VERSION,
  type CivilDate,
  comparisonRates,
  DEFAULT_POLICY,
  Decimal,
  type MeasuredDays,
  type Period,
  periodLabelled,
  periodsBetween,
} from '@app/domain';
import { SnapshotStore, TakeSnapshots, type TakeTransaction } from '@app/processing';
import { dateFrom } from '../../src/contracts/stored-dates.ts';
import type { PeriodAt } from '../../src/snapshots/comparison/comparison.ts';
import { periodSums } from '../../src/snapshots/comparison/period-sums.ts';
import { RANKED_LISTS } from '../../src/snapshots/comparison/ranked-lists.ts';
import { KeptComparisons } from '../../src/snapshots/kept/kept-comparisons.ts';
import { PostgresTake } from '../../src/snapshots/take/postgres-take.ts';
import { type Answer, Recorder } from './recorder.ts';

/** A take on the last day of March 2025, by the default policy: one contract changed, and its period was reported. */
const MARCH: Period = periodLabelled('month', '2025-03', 1);
const FIRST_ACTIVE_DAY = dateFrom('2024-01-15');
const DAYS: MeasuredDays = {
  now: dateFrom('2025-03-31'),
  prior: dateFrom('2025-02-28'),
  yearAgo: dateFrom('2024-03-31'),
};
const EUR = { currency: 'EUR', date: dateFrom('2024-01-01'), rate: new Decimal('1.1') };

const AT: PeriodAt = { period: MARCH, days: DAYS, rates: comparisonRates([EUR], MARCH.start, DAYS, DEFAULT_POLICY) };

const STATE: Answer = {
  to: 'AS catching_up',
  rows: [
    {
      as_of: DAYS.now,
      calc_version: CALC_VERSION,
      first_day: FIRST_ACTIVE_DAY,
      first_day_taken: FIRST_ACTIVE_DAY,
      catching_up: false,
    },
  ],
};

/** A customer whose change has drivers, so that they are stored. */
const CHANGED_LINES: Answer = {
  to: 'FETCH 5000',
  rows: [
    {
      ...{ customer_id: 'cus-1', contract_id: 'sub-1', counts_now: true, counts_prior: true },
      ...{ currency: 'USD', prior_rate: '1', lines: '[]' },
    },
  ],
};

const ANSWERS: readonly Answer[] = [
  STATE,
  {
    to: 'SELECT DISTINCT first_day::text, last_day::text',
    rows: [{ first_day: '2025-03-10', last_day: '2025-03-11' }],
  },
  {
    to: 'WITH RECURSIVE reported',
    rows: periodsBetween('month', FIRST_ACTIVE_DAY, DAYS.now, 1).map(({ grain, label }) => ({ grain, period: label })),
  },
  { to: 'FROM fx_rate', rows: [{ ...EUR, rate: EUR.rate.toFixed() }] },
  CHANGED_LINES,
  STATE,
  { to: 'AS is_kept', rows: [{ is_kept: true }] },
];

class RecordedStore extends SnapshotStore {
  constructor(private readonly recorder: Recorder) {
    super();
  }

  async take<T>(asOf: CivilDate, takenAt: Date, work: (transaction: TakeTransaction) => Promise<T>): Promise<T | null> {
    const take = new PostgresTake(this.recorder.transaction, { policy: DEFAULT_POLICY, asOf, takenAt }, periodSums);
    const result = await work(take);
    await take.rework(MARCH, [
      {
        ...{ dimension: 'all', segment: 'all', revision: 1, status: 'open', content: '{}', workings: null },
        ...{ policyId: '', calcVersion: '' },
      },
    ]);
    return result;
  }
}

/** A take that sums its period up from the whole book. */
export const wholeTake = async (): Promise<Recorder> => {
  const recorder = new Recorder(ANSWERS);
  const options = { policy: DEFAULT_POLICY, policyId: '', topic: null };
  await new TakeSnapshots(new RecordedStore(recorder), options).take(DAYS.now, new Date(0));
  return recorder;
};

/** How a take that keeps the comparison of its period sums it up, and what it leaves behind for the next. */
const keptTake = async (answers: readonly Answer[]): Promise<Recorder> => {
  const recorder = new Recorder(answers);
  const kept = new KeptComparisons({ session: () => recorder.session });
  await kept.transaction('REPEATABLE READ', DEFAULT_POLICY, async (transaction) => {
    await kept.begin(transaction, DEFAULT_POLICY, DAYS.now);
    await kept.sums(transaction, { policy: DEFAULT_POLICY, policyId: '' }, AT);
  });
  return recorder;
};

const KEPT = 'FROM kept_comparison';
const MARCH_KEPT = { grain: 'month', period: MARCH.label, basis: '', take_id: '1', customers: 10_000, touched: 0 };

/** The first take of a kept period, which works the comparison out from the whole book. */
export const firstKeptTake = (): Promise<Recorder> =>
  keptTake([
    { to: KEPT, rows: [] },
    { to: 'AS stored', rows: [{ has: true }] },
    CHANGED_LINES,
    { to: KEPT, rows: [{ ...MARCH_KEPT, is_ready: false }] },
  ]);

/** One value in each ranked list of the whole. */
const ONE_VALUE: readonly Answer[] = [
  {
    to: '-- The sums of every segment',
    rows: [{ dimension: 1, segment: 'all', ...Object.fromEntries(RANKED_LISTS.map(({ count }) => [count, '1'])) }],
  },
  ...RANKED_LISTS.map(({ name }) => ({
    to: `-- Moves the pins of a ranked list (${name})`,
    rows: [{ dimension: 1, segment: 'all', rank: 1, values: ['1'] }],
  })),
];

/** A later take of the period, which works on what changed alone. */
export const laterKeptTake = async (): Promise<Recorder> => {
  const { sent } = await firstKeptTake();
  const basis = sent.find(({ statement }) => statement.includes('INSERT INTO kept_comparison'))?.parameters[2];
  const kept = { ...MARCH_KEPT, basis, is_ready: true };
  return keptTake([
    { to: KEPT, rows: [kept] },
    { to: 'max(take_id)::text', rows: [{ take_id: '1' }] },
    { to: 'FROM touched_customer', rows: [{ customers: 1 }] },
    CHANGED_LINES,
    ...ONE_VALUE,
    { to: KEPT, rows: [{ ...kept, touched: 2 * kept.customers }] },
  ]);
};
