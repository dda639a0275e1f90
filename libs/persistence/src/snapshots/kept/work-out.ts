import type { Policy } from '@app/domain';
import type { PeriodSums } from '@app/processing';
import type { Transaction } from '../../database/database.ts';
import type { PeriodAt } from '../comparison/comparison.ts';
import { readComparison, sumUpAll } from '../comparison/period-sums.ts';
import { joined, sql } from '../sql/sql.ts';
import { CREATE_WORKING_TABLES, emptyTables, WORKING_TABLES } from '../sql/working-tables.sql.ts';
import { KEEP, type KeptRow, MAKE_READY } from './kept-comparison.sql.ts';
import { keepQuantiles } from './kept-quantiles.ts';
import { createKept, dropKept, indexKept, type KeptTables, keptTables } from './kept-tables.ts';
import { setPins } from './quantile-pins.sql.ts';
import { addRanked, markCommon } from './ranked-values.sql.ts';

/** The policy, days and rates of a comparison as text, and the last take whose changes are in the book. */
export type Basis = Readonly<{ basis: string; lastTake: string | null }>;

const countCustomers = ({ position }: KeptTables): string => sql`
-- How many customers the comparison holds: with more than a third of them touched the whole is worked out again.
SELECT count(*)::int AS customers
FROM ${position}`;

/** Calculates a comparison from the whole book, and keeps it. */
export const workOut = async (
  transaction: Transaction,
  policy: Policy,
  at: PeriodAt,
  { basis, lastTake }: Basis,
): Promise<PeriodSums> => {
  const kept = keptTables(at.period);
  await transaction.query(dropKept(kept));
  await transaction.query(joined([CREATE_WORKING_TABLES, createKept(kept), emptyTables(WORKING_TABLES)]));
  const read = await sumUpAll(transaction, policy, at, kept);
  await keepQuantiles(transaction, policy, kept, read);
  const [{ customers } = { customers: 0 }] = await transaction.query<{ customers: number }>(countCustomers(kept));
  await transaction.query(KEEP, [at.period.grain, at.period.label, basis, lastTake, customers]);
  return readComparison(transaction, kept, { policy, days: at.days, read });
};

/** Stores the ranked values, and builds the indexes that upkeep needs. */
export const makeReady = async (
  { query }: Transaction,
  tables: KeptTables,
  { grain, period }: Pick<KeptRow, 'grain' | 'period'>,
): Promise<void> => {
  for (const statement of [markCommon(tables), ...addRanked(tables, tables), ...indexKept(tables), setPins(tables)]) {
    await query(statement);
  }
  await query(MAKE_READY, [grain, period]);
};
