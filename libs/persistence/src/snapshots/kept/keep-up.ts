import { dimensionsOf, type Policy } from '@app/domain';
import type { Transaction } from '../../database/database.ts';
import { addUp } from '../comparison/add-up.ts';
import { beginComparison, comparePositions, type PeriodAt, readDatedAmounts } from '../comparison/comparison.ts';
import { fillDrivers } from '../comparison/drivers-by-customer.ts';
import { createSummands } from '../sql/comparison-tables.sql.ts';
import { Script } from '../sql/script.ts';
import { joined, sql } from '../sql/sql.ts';
import { type Summands, tablesNamed } from '../sql/table-names.ts';
import { linkTouchedCustomers, READ_AS_BEFORE, READ_ONE_BY_ONE, touchTheirAmounts } from '../sql/touched.sql.ts';
import { CREATE_WORKING_TABLES, emptyTables, WORKING_TABLES } from '../sql/working-tables.sql.ts';
import type { KeptTables } from './kept-tables.ts';
import { setPins, WALK } from './quantile-pins.sql.ts';
import { addRanked, addRankedSegments, removeRanked, shiftPins } from './ranked-values.sql.ts';

/** The rows of touched customers and contracts, before and after the change. */
const FORMER: Summands = tablesNamed('_former');
const FRESH: Summands = tablesNamed('_fresh');

/** Makes empty tables for these rows. */
const makeSummands = (script: Script): void => {
  const both = [FORMER, FRESH];
  script.add(joined([CREATE_WORKING_TABLES, ...both.map((tables) => createSummands(tables, 'DELETE ROWS'))]));
  const named = both.flatMap(({ position, handedOver, driver, datedAmount }) => [
    position,
    handedOver,
    driver,
    datedAmount,
  ]);
  script.add(emptyTables([...WORKING_TABLES, ...named]));
};

const BY_CUSTOMER = ['position', 'driver'] as const;

/** OFFSET 0 makes the planner look the rows up one by one in an index; otherwise it would read the whole table. */
const moveOut = (table: string, to: string, touched: 'customer' | 'contract'): string => sql`
-- Takes the rows of each touched ${touched} out of the kept comparison. By its index on ${touched}_id.
WITH gone AS (
  DELETE FROM ${table} AS kept
  WHERE kept.ctid = ANY(ARRAY(
    SELECT found.ctid
    FROM touched_${touched} AS touched
    CROSS JOIN LATERAL (
      SELECT own.ctid FROM ${table} AS own WHERE own.${touched}_id = touched.${touched}_id OFFSET 0
    ) AS found
  ))
  RETURNING kept.*
)
INSERT INTO ${to}
SELECT * FROM gone`;

const moveIn = (from: string, table: string): string => sql`
-- Puts the recalculated rows back.
INSERT INTO ${table}
SELECT * FROM ${from}`;

const forgetHandedOver = (handedOver: string): string => sql`
-- Takes the former transfers of touched customers out: both sides of each were touched. By the index on giver.
DELETE FROM ${handedOver} AS handed_over
USING touched_customer AS touched
WHERE handed_over.giver = touched.customer_id`;

const forgetWithoutRate = (withoutRate: string): string => sql`
-- Takes touched contracts out of those without a rate. By the index on contract_id.
DELETE FROM ${withoutRate} AS without_rate
USING touched_contract AS touched
WHERE without_rate.contract_id = touched.contract_id`;

/** Takes the touched rows out of the comparison. */
const takeOut = (script: Script, kept: KeptTables): void => {
  for (const statement of [READ_ONE_BY_ONE, linkTouchedCustomers(kept.handedOver), READ_AS_BEFORE])
    script.add(statement);
  for (const table of BY_CUSTOMER) script.add(moveOut(kept[table], FORMER[table], 'customer'));
  script.add(forgetHandedOver(kept.handedOver));
  script.add(touchTheirAmounts(kept.datedAmount));
  script.add(moveOut(kept.datedAmount, FORMER.datedAmount, 'contract'));
  script.add(forgetWithoutRate(kept.withoutRate));
};

/** Puts the recalculated rows back. */
const putBack = (script: Script, at: PeriodAt, kept: KeptTables): void => {
  for (const table of BY_CUSTOMER) script.add(moveIn(FRESH[table], kept[table]));
  script.add(moveIn(FRESH.handedOver, kept.handedOver));
  readDatedAmounts(script, { at, among: 'touched' }, { datedAmount: FRESH.datedAmount, position: kept.position });
  script.add(moveIn(FRESH.datedAmount, kept.datedAmount));
};

/** Updates the ranked lists, and the places where quantiles were found, for the changed rows. */
const rankAgain = (script: Script, policy: Policy, kept: KeptTables): void => {
  const dimensions = dimensionsOf(policy).length;
  for (const statement of addRankedSegments(kept)) script.add(statement, [dimensions]);
  script.add(shiftPins(kept, FORMER, FRESH), [dimensions]);
  for (const statement of [...removeRanked(kept, FORMER), ...addRanked(kept, FRESH)]) script.add(statement);
  script.add(setPins(kept));
  script.add(WALK);
};

/**
 * Brings a comparison up to date with the books: removes the former rows of touched customers and contracts and adds
 * their fresh ones. The result equals the comparison of the whole book, and the work grows only with the touched rows.
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
  comparePositions(script, { policy, at, among: 'touched' }, { ...FRESH, withoutRate: kept.withoutRate });
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
