import { type ComparisonRates, dimensionsOf, type MeasuredDays, type Period, type Policy } from '@app/domain';
import type { Transaction } from '../../database/database.ts';
import { type ComparisonTables, createTables, type Summands } from '../sql/table-names.ts';
import { fillBooked, fillCharged } from '../sql/dated-amounts.sql.ts';
import { fillDrivers } from './drivers-by-customer.ts';
import { ADD_LABELS, addPlaces } from '../sql/segment-sets.sql.ts';
import { fillPosition } from '../sql/customer-positions.sql.ts';
import { countHandedOver, fillHandedOver } from '../sql/handed-over.sql.ts';
import { CREATE_SCRATCH, emptyTables, FILL_DATED_RATES, FILL_RATES, SCRATCH } from '../sql/working-tables.sql.ts';
import { Script } from '../sql/script.ts';
import { addCells, addDated, fillCells, PLACES_OF_CELLS, type Signed } from '../sql/segment-sums.sql.ts';
import {
  type Among,
  FILL_SEVERAL,
  FILL_TOUCHED_SPANS,
  fillRenewing,
  fillUnrated,
  leaveOutRenewed,
  leaveOutUnrated,
  readStanding,
} from '../sql/day-spans.sql.ts';

/** A period with the days that it compares and their rates. */
export type PeriodAt = Readonly<{ period: Period; days: MeasuredDays; rates: ComparisonRates }>;

/** On infinity no span stands: where there is no day to compare with. */
const NO_DAY = 'infinity';

/** The measured, the prior and the year-ago day, as parameters. */
const daysOf = ({ days }: PeriodAt): readonly string[] => [days.now, days.prior ?? NO_DAY, days.yearAgo ?? NO_DAY];

/**
 * What a take sorts and hashes fits into this much: a book of a million contracts does, and more goes to the disk.
 * Statements of a take see tables that were filled a moment ago, of which the planner knows nothing unless it is told.
 */
const WORKING_MEMORY = `SET LOCAL work_mem = '128MB'`;
const TELL_OF_STANDING = 'ANALYZE standing (customer_id, contract_id), several, renewing, label';

/** There are few cells, and the planner cannot know: it would sort all customers, which takes twice as long as hashing. */
const [HASH_CELLS, SORT_AGAIN] = ['SET LOCAL enable_sort = off', 'SET LOCAL enable_sort = on'];

/** Makes the tables of a comparison that is gone with its transaction, and those in which any is worked out, empty. */
export const makeTables = (script: Script, tables: ComparisonTables): void => {
  script.add(`${CREATE_SCRATCH};\n${createTables(tables, 'DROP')}`);
  script.add(emptyTables([...SCRATCH, ...Object.values(tables)]));
};

const rateColumns = ({ rates }: PeriodAt): readonly (readonly string[])[] => [
  rates.measured.map(({ currency }) => currency),
  rates.measured.map(({ now }) => now.toFixed()),
  rates.measured.map(({ prior }) => prior.toFixed()),
  rates.measured.map(({ yearAgo }) => yearAgo.toFixed()),
];

const datedColumns = ({ rates }: PeriodAt): readonly (readonly string[])[] => [
  rates.dated.map(({ currency }) => currency),
  rates.dated.map(({ from }) => from),
  rates.dated.map(({ to }) => to),
  rates.dated.map(({ rate }) => rate.toFixed()),
];

/** Makes known what a comparison goes by, in tables that were made. */
export const beginComparison = (script: Script, at: PeriodAt): void => {
  script.add(WORKING_MEMORY);
  script.add(FILL_RATES, rateColumns(at));
  script.add(FILL_DATED_RATES, datedColumns(at));
};

/** Places every customer, or those that were touched, on the measured, the prior and the year-ago day. */
export const place = (
  script: Script,
  policy: Policy,
  at: PeriodAt,
  into: Pick<ComparisonTables, 'position' | 'handedOver' | 'unrated'>,
  among: Among,
): void => {
  const days = daysOf(at);
  if (among === 'touched') script.add(FILL_TOUCHED_SPANS, days);
  script.add(fillUnrated(into.unrated, among), [...days, at.period.start]);
  const parameters = [...days, ...rateColumns(at)];
  for (const { sql, parameters: count } of readStanding(policy, among)) script.add(sql, parameters.slice(0, count));
  script.add(fillRenewing(among), days);
  script.add(leaveOutRenewed(among), days);
  script.add(leaveOutUnrated(into.unrated));
  script.add(FILL_SEVERAL);
  script.add(ADD_LABELS);
  script.add(TELL_OF_STANDING);
  script.add(fillPosition(into.position, policy, among), [at.days.prior]);
  script.add(fillHandedOver(into));
  script.add(countHandedOver(into));
};

/** Reads what falls on a day of the period, once the customers are placed. */
export const date = (
  script: Script,
  { period, days }: PeriodAt,
  { dated, position }: Pick<ComparisonTables, 'dated' | 'position'>,
  among: Among,
): void => {
  script.add(fillCharged(dated, position, among), [days.now, period.start]);
  script.add(fillBooked(dated, position, among), [days.now, period.start]);
};

/** Adds rows up by segment, or takes them away. */
export const addUp = (
  script: Script,
  policy: Policy,
  { sums, places }: Pick<ComparisonTables, 'sums' | 'places'>,
  summands: readonly (Summands & Pick<Signed, 'sign'>)[],
): void => {
  const dimensions = dimensionsOf(policy).length;
  script.add(HASH_CELLS);
  for (const { position, driver, sign } of summands) script.add(fillCells({ rows: position, sign }, driver));
  script.add(SORT_AGAIN);
  const dated = summands.map(({ dated: rows }) => `SELECT place FROM ${rows}`);
  script.add(addPlaces(places, [PLACES_OF_CELLS, ...dated].join(' UNION '), policy));
  for (const statement of addCells(sums, places)) script.add(statement, [dimensions]);
  for (const { dated: rows, sign } of summands) script.add(addDated(sums, places, { rows, sign }), [dimensions]);
};

/** Works the comparison out from all that stands in the books. */
export const compareAll = async (
  transaction: Transaction,
  policy: Policy,
  at: PeriodAt,
  tables: ComparisonTables,
): Promise<void> => {
  const script = new Script();
  beginComparison(script, at);
  place(script, policy, at, tables, 'all');
  await script.send(transaction);
  await fillDrivers(transaction, tables, 'all');
  date(script, at, tables, 'all');
  addUp(script, policy, tables, [{ ...tables, sign: 1 }]);
  await script.send(transaction);
};
