import type { MeasuredDays, Period, PeriodRate, Policy } from '@app/domain';
import type { Transaction } from '../database/database.ts';
import { type ComparisonTables, createTables, type Summands } from './comparison-tables.ts';
import { fillBooked, fillCharged } from './dated.sql.ts';
import { dimensionsOf } from './dimensions.sql.ts';
import { fillDrivers } from './drivers-by-customer.ts';
import { ADD_LABELS, addPlaces } from './places.sql.ts';
import { fillPosition } from './position.sql.ts';
import { CREATE_SCRATCH, FILL_RATES, SCRATCH } from './scratch.sql.ts';
import { addCells, addDated, fillCells, PLACES_OF_CELLS, type Signed } from './segment-sums.sql.ts';
import {
  type Among,
  FILL_SEVERAL,
  FILL_TOUCHED_SPANS,
  fillUnrated,
  leaveOutRenewed,
  leaveOutUnrated,
  readStanding,
} from './standing.sql.ts';

/** A period with the days that it compares and their rates. */
export type PeriodAt = Readonly<{ period: Period; days: MeasuredDays; rates: readonly PeriodRate[] }>;

/** On infinity no span stands: where there is no day to compare with. */
const NO_DAY = 'infinity';

/** The measured, the prior and the year-ago day, as parameters. */
const daysOf = ({ days }: PeriodAt): readonly string[] => [days.now, days.prior ?? NO_DAY, days.yearAgo ?? NO_DAY];

/**
 * What a take sorts and hashes fits into this much: a book of a million contracts does, and more goes to the disk.
 * Statements of a take see tables that were filled a moment ago, of which the planner knows nothing unless it is told.
 */
const WORKING_MEMORY = `SET LOCAL work_mem = '128MB'`;
const TELL_OF_STANDING = 'ANALYZE standing (customer_id), several, label';

/** There are few cells, and the planner cannot know: it would sort all customers, which takes twice as long as hashing. */
const [HASH_CELLS, SORT_AGAIN] = ['SET LOCAL enable_sort = off', 'SET LOCAL enable_sort = on'];

/** Empties those that are not empty: to see that a table is costs a hundredth of emptying it. */
export const emptyTables = async ({ query }: Transaction, tables: readonly string[]): Promise<void> => {
  const probes = tables.map((table) => `SELECT '${table}' AS name WHERE EXISTS (SELECT FROM ${table})`);
  const filled = await query<{ name: string }>(probes.join(' UNION ALL '));
  if (filled.length > 0) await query(`TRUNCATE ${filled.map(({ name }) => name).join(', ')}`);
};

/** Makes the tables of a comparison that is gone with its transaction, and those in which any is worked out, empty. */
export const makeTables = async (transaction: Transaction, tables: ComparisonTables): Promise<void> => {
  await transaction.query(`${CREATE_SCRATCH};\n${createTables(tables, 'DROP')}`);
  await emptyTables(transaction, [...SCRATCH, ...Object.values(tables)]);
};

const rateColumns = ({ rates }: PeriodAt): readonly (readonly string[])[] => [
  rates.map(({ currency }) => currency),
  rates.map(({ now }) => now.toFixed()),
  rates.map(({ prior }) => prior.toFixed()),
  rates.map(({ yearAgo }) => yearAgo.toFixed()),
];

/** Makes known what a comparison goes by, in tables that were made. */
export const beginComparison = async ({ query }: Transaction, at: PeriodAt): Promise<void> => {
  await query(WORKING_MEMORY);
  await query(FILL_RATES, rateColumns(at));
};

/** Places every customer, or those that were touched, on the measured, the prior and the year-ago day. */
export const place = async (
  { query }: Transaction,
  policy: Policy,
  at: PeriodAt,
  into: Pick<ComparisonTables, 'position' | 'unrated'>,
  among: Among,
): Promise<void> => {
  const days = daysOf(at);
  if (among === 'touched') await query(FILL_TOUCHED_SPANS, days);
  await query(fillUnrated(into.unrated, among), [...days, at.period.start]);
  const parameters = [...days, ...rateColumns(at)];
  for (const { sql, parameters: count } of readStanding(policy, among)) await query(sql, parameters.slice(0, count));
  await query(leaveOutRenewed(among), days);
  await query(leaveOutUnrated(into.unrated));
  await query(FILL_SEVERAL);
  await query(ADD_LABELS);
  await query(TELL_OF_STANDING);
  await query(fillPosition(into.position, policy, among), [at.days.prior]);
};

/** Reads what falls on a day of the period, once the customers are placed. */
export const date = async (
  { query }: Transaction,
  { period, days }: PeriodAt,
  { dated, position }: Pick<ComparisonTables, 'dated' | 'position'>,
  among: Among,
): Promise<void> => {
  await query(fillCharged(dated, position, among), [days.now, period.start]);
  await query(fillBooked(dated, position, among), [days.now, period.start]);
};

/** Adds rows up by segment, or takes them away. */
export const addUp = async (
  { query }: Transaction,
  policy: Policy,
  { sums, places }: Pick<ComparisonTables, 'sums' | 'places'>,
  summands: readonly (Summands & Pick<Signed, 'sign'>)[],
): Promise<void> => {
  const dimensions = dimensionsOf(policy).length;
  await query(HASH_CELLS);
  for (const { position, driver, sign } of summands) await query(fillCells({ rows: position, sign }, driver));
  await query(SORT_AGAIN);
  const dated = summands.map(({ dated: rows }) => `SELECT place FROM ${rows}`);
  await query(addPlaces(places, [PLACES_OF_CELLS, ...dated].join(' UNION '), policy));
  for (const statement of addCells(sums, places)) await query(statement, [dimensions]);
  for (const { dated: rows, sign } of summands) await query(addDated(sums, places, { rows, sign }), [dimensions]);
};

/** Works the comparison out from all that stands in the books. */
export const compareAll = async (
  transaction: Transaction,
  policy: Policy,
  at: PeriodAt,
  tables: ComparisonTables,
): Promise<void> => {
  await beginComparison(transaction, at);
  await place(transaction, policy, at, tables, 'all');
  await fillDrivers(transaction, tables, 'all');
  await date(transaction, at, tables, 'all');
  await addUp(transaction, policy, tables, [{ ...tables, sign: 1 }]);
};
