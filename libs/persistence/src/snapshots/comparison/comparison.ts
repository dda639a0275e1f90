import type { ComparisonRates, MeasuredDays, Period, Policy } from '@app/domain';
import type { Among } from '../sql/compared-days.sql.ts';
import { createTables } from '../sql/comparison-tables.sql.ts';
import { fillCustomerPositions } from '../sql/customer-positions.sql.ts';
import { fillBookings, fillOneTimeLines } from '../sql/dated-amounts.sql.ts';
import { FILL_TOUCHED_SPANS } from '../sql/compared-days.sql.ts';
import { FILL_SEVERAL_SPANS, readDaySpans } from '../sql/day-spans.sql.ts';
import { fillHandedOver, moveBases } from '../sql/handed-over.sql.ts';
import {
  fillRenewingContracts,
  fillWithoutRate,
  leaveOutRenewed,
  leaveOutWithoutRate,
  removeWithoutRate,
} from '../sql/left-out.sql.ts';
import type { Script } from '../sql/script.ts';
import { ADD_ATTRIBUTE_SETS } from '../sql/segment-sets.sql.ts';
import { joined, sql } from '../sql/sql.ts';
import type { ComparisonTables } from '../sql/table-names.ts';
import {
  CREATE_WORKING_TABLES,
  emptyTables,
  FILL_DAILY_RATES,
  FILL_RATES,
  WORKING_TABLES,
} from '../sql/working-tables.sql.ts';

/** A period with the days that it compares and their rates. */
export type PeriodAt = Readonly<{ period: Period; days: MeasuredDays; rates: ComparisonRates }>;

/** A comparison under a policy: of all customers, or only of the touched ones. */
export type Compared = Readonly<{ policy: Policy; at: PeriodAt; among: Among }>;

/** Infinity replaces a missing day of comparison, because no span covers it. */
const NO_DAY = 'infinity';

/** The measured, the prior and the year-ago day, as parameters. */
const daysOf = ({ days }: PeriodAt): readonly string[] => [days.now, days.prior ?? NO_DAY, days.yearAgo ?? NO_DAY];

const WORKING_MEMORY = sql`
-- All that a take sorts and hashes of a book of a million contracts fits into this much; more goes to the disk.
SET LOCAL work_mem = '128MB'`;
const ANALYZE_DAY_SPANS = sql`
-- These tables were filled a moment ago: the planner knows nothing of them before this.
ANALYZE day_span (customer_id, contract_id), customer_with_several_spans, renewing_contract, attribute_set`;

/** Makes the working tables and the tables of a comparison that ends with its transaction, all of them empty. */
export const makeTables = (script: Script, tables: ComparisonTables): void => {
  script.add(joined([CREATE_WORKING_TABLES, createTables(tables, 'DROP')]));
  script.add(emptyTables([...WORKING_TABLES, ...Object.values(tables)]));
};

const rateColumns = ({ rates }: PeriodAt): readonly (readonly string[])[] => [
  rates.measured.map(({ currency }) => currency),
  rates.measured.map(({ now }) => now.toFixed()),
  rates.measured.map(({ prior }) => prior.toFixed()),
  rates.measured.map(({ yearAgo }) => yearAgo.toFixed()),
];

const dailyRateColumns = ({ rates }: PeriodAt): readonly (readonly string[])[] => [
  rates.dated.map(({ currency }) => currency),
  rates.dated.map(({ from }) => from),
  rates.dated.map(({ to }) => to),
  rates.dated.map(({ rate }) => rate.toFixed()),
];

/** Stores the rates of a comparison. Its tables must exist. */
export const beginComparison = (script: Script, at: PeriodAt): void => {
  script.add(WORKING_MEMORY);
  script.add(FILL_RATES, rateColumns(at));
  script.add(FILL_DAILY_RATES, dailyRateColumns(at));
};

/** Calculates the amounts and the segments of each customer on the compared days. */
export const comparePositions = (
  script: Script,
  { policy, at, among }: Compared,
  into: Pick<ComparisonTables, 'position' | 'handedOver' | 'withoutRate'>,
): void => {
  const days = daysOf(at);
  if (among === 'touched') script.add(FILL_TOUCHED_SPANS, days);
  const parameters = [...days, ...rateColumns(at)];
  for (const { statement, parameters: count } of readDaySpans(policy, among))
    script.add(statement, parameters.slice(0, count));
  script.add(fillWithoutRate(into.withoutRate, among), [...days, at.period.start]);
  if (among === 'all') script.add(removeWithoutRate(into.withoutRate));
  script.add(fillRenewingContracts(among), days);
  script.add(leaveOutRenewed(among), days);
  script.add(leaveOutWithoutRate(into.withoutRate));
  script.add(FILL_SEVERAL_SPANS);
  script.add(ADD_ATTRIBUTE_SETS);
  script.add(ANALYZE_DAY_SPANS);
  script.add(fillCustomerPositions(into.position, policy, among), [at.days.prior]);
  script.add(fillHandedOver(into));
  script.add(moveBases(into));
};

/** Reads the one-time lines and bookings of the period. The positions must be known already. */
export const readDatedAmounts = (
  script: Script,
  { at: { period, days }, among }: Pick<Compared, 'at' | 'among'>,
  { datedAmount, position }: Pick<ComparisonTables, 'datedAmount' | 'position'>,
): void => {
  script.add(fillOneTimeLines(datedAmount, position, among), [days.now, period.start]);
  script.add(fillBookings(datedAmount, position, among), [days.now, period.start]);
};
