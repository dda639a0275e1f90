import { dimensionsOf, type Policy } from '@app/domain';
import type { Transaction } from '../../database/database.ts';
import { addUp, beginComparison, date, type PeriodAt, place } from '../comparison/comparison.ts';
import { createSummands, type Summands, tablesNamed } from '../sql/table-names.ts';
import { fillDrivers } from '../comparison/drivers-by-customer.ts';
import { addCodes, addRanked, removeRanked, setPins, shiftPins, WALK } from './kept-ranks.sql.ts';
import type { KeptTables } from './kept-tables.ts';
import { CREATE_SCRATCH, emptyTables, SCRATCH } from '../sql/working-tables.sql.ts';
import { Script } from '../sql/script.ts';
import { linkTouchedCustomers, READ_AS_BEFORE, READ_ONE_BY_ONE, touchTheirAmounts } from '../sql/touched.sql.ts';

/** Customers and contracts that were touched, as they stood, and as they stand now. */
const FORMER: Summands = tablesNamed('_former');
const FRESH: Summands = tablesNamed('_fresh');

/** Makes the tables in which they are put, empty. */
const makeSummands = (script: Script): void => {
  const summands = [FORMER, FRESH];
  script.add([CREATE_SCRATCH, ...summands.map((of) => createSummands(of, 'DELETE ROWS'))].join(';\n'));
  const named = summands.flatMap(({ position, handedOver, driver, dated }) => [position, handedOver, driver, dated]);
  script.add(emptyTables([...SCRATCH, ...named]));
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
const takeOut = (script: Script, kept: KeptTables): void => {
  for (const statement of [READ_ONE_BY_ONE, linkTouchedCustomers(kept.handedOver), READ_AS_BEFORE])
    script.add(statement);
  for (const table of BY_CUSTOMER) script.add(moveOut(kept[table], FORMER[table], 'customer'));
  // Both customers of what was handed over were touched.
  script.add(`DELETE FROM ${kept.handedOver} h USING touched_customer t WHERE h.giver = t.customer_id`);
  script.add(touchTheirAmounts(kept.dated));
  script.add(moveOut(kept.dated, FORMER.dated, 'contract'));
  script.add(`DELETE FROM ${kept.unrated} u USING touched_contract t WHERE u.contract_id = t.contract_id`);
};

/** Puts what was worked out again back. */
const putBack = (script: Script, at: PeriodAt, kept: KeptTables): void => {
  for (const table of BY_CUSTOMER) script.add(moveIn(FRESH[table], kept[table]));
  script.add(moveIn(FRESH.handedOver, kept.handedOver));
  date(script, at, { dated: FRESH.dated, position: kept.position }, 'touched');
  script.add(moveIn(FRESH.dated, kept.dated));
};

/** Keeps the lists of values, and where quantiles were found, in step with them. */
const rankAgain = (script: Script, policy: Policy, kept: KeptTables): void => {
  const dimensions = dimensionsOf(policy).length;
  for (const statement of addCodes(kept)) script.add(statement, [dimensions]);
  script.add(shiftPins(kept, FORMER, FRESH), [dimensions]);
  for (const statement of [...removeRanked(kept, FORMER), ...addRanked(kept, FRESH)]) script.add(statement);
  script.add(setPins(kept));
  script.add(WALK);
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
  const script = new Script();
  makeSummands(script);
  beginComparison(script, at);
  takeOut(script, kept);
  place(script, policy, at, { ...FRESH, unrated: kept.unrated }, 'touched');
  await script.send(transaction);
  await fillDrivers(transaction, FRESH, 'touched');
  putBack(script, at, kept);
  addUp(script, policy, kept, [
    { ...FORMER, sign: -1 },
    { ...FRESH, sign: 1 },
  ]);
  rankAgain(script, policy, kept);
  await script.send(transaction);
};
