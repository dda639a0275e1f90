import type { Policy } from '@app/domain';
import type { Transaction } from '../database/database.ts';
import { addUp, beginComparison, date, emptyTables, type PeriodAt, place } from './comparison.ts';
import { createSummands, type Summands, tablesNamed } from './comparison-tables.ts';
import { fillDrivers } from './drivers-by-customer.ts';
import { addCodes, addRanked, removeRanked, setPins, shiftPins } from './kept-ranks.sql.ts';
import type { KeptTables } from './kept-tables.ts';
import { dimensionsOf } from './dimensions.sql.ts';
import { CREATE_SCRATCH, SCRATCH } from './scratch.sql.ts';
import { touchTheirAmounts } from './touched.sql.ts';

/** Customers and contracts that were touched, as they stood, and as they stand now. */
const FORMER: Summands = tablesNamed('_former');
const FRESH: Summands = tablesNamed('_fresh');

/** Makes the tables in which they are put, empty. */
const makeSummands = async (transaction: Transaction): Promise<void> => {
  const summands = [FORMER, FRESH];
  await transaction.query([CREATE_SCRATCH, ...summands.map((of) => createSummands(of, 'DELETE ROWS'))].join(';\n'));
  const named = summands.flatMap(({ position, driver, dated }) => [position, driver, dated]);
  await emptyTables(transaction, [...SCRATCH, ...named]);
};

const BY_CUSTOMER = ['position', 'driver'] as const;

/** One by one by an index, where the planner would rather read the whole table. */
const moveOut = (table: string, to: string, touched: 'customer' | 'contract'): string => `
WITH gone AS (
  DELETE FROM ${table} k WHERE k.ctid = ANY(ARRAY(
    SELECT own.ctid FROM touched_${touched} t CROSS JOIN LATERAL (
      SELECT own.ctid FROM ${table} own WHERE own.${touched}_id = t.${touched}_id OFFSET 0
    ) own
  )) RETURNING k.*
)
INSERT INTO ${to} SELECT * FROM gone`;

const moveIn = (from: string, table: string): string => `INSERT INTO ${table} SELECT * FROM ${from}`;

/** Takes what was touched out of the comparison. */
const takeOut = async ({ query }: Transaction, kept: KeptTables): Promise<void> => {
  for (const table of BY_CUSTOMER) await query(moveOut(kept[table], FORMER[table], 'customer'));
  await query(touchTheirAmounts(kept.dated));
  await query(moveOut(kept.dated, FORMER.dated, 'contract'));
  await query(`DELETE FROM ${kept.unrated} u USING touched_contract t WHERE u.contract_id = t.contract_id`);
};

/** Works it out again, as the books are now, and puts it back. */
const putBack = async (transaction: Transaction, policy: Policy, at: PeriodAt, kept: KeptTables): Promise<void> => {
  const { query } = transaction;
  await place(transaction, policy, at, { position: FRESH.position, unrated: kept.unrated }, 'touched');
  await fillDrivers(transaction, FRESH, 'touched');
  for (const table of BY_CUSTOMER) await query(moveIn(FRESH[table], kept[table]));
  await date(transaction, at, { dated: FRESH.dated, position: kept.position }, 'touched');
  await query(moveIn(FRESH.dated, kept.dated));
};

/** Keeps the lists of values, and where quantiles were found, in step with them. */
const rankAgain = async ({ query }: Transaction, policy: Policy, kept: KeptTables): Promise<void> => {
  const dimensions = dimensionsOf(policy).length;
  for (const statement of addCodes(kept)) await query(statement, [dimensions]);
  await query(shiftPins(kept, FORMER, FRESH), [dimensions]);
  await query(removeRanked(kept, FORMER));
  await query(addRanked(kept, FRESH));
  for (const statement of setPins(kept)) await query(statement);
};

/**
 * Brings a comparison up to date with the books: what it had of the customers and contracts that were touched is taken
 * away, what they are now is added. It then equals the comparison of the whole book, for the work that they take.
 */
export const keepUp = async (
  transaction: Transaction,
  policy: Policy,
  at: PeriodAt,
  kept: KeptTables,
): Promise<void> => {
  await makeSummands(transaction);
  await beginComparison(transaction, at);
  await takeOut(transaction, kept);
  await putBack(transaction, policy, at, kept);
  await addUp(transaction, policy, kept, [
    { ...FORMER, sign: -1 },
    { ...FRESH, sign: 1 },
  ]);
  await rankAgain(transaction, policy, kept);
};
