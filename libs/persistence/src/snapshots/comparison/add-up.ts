import { dimensionsOf, type Policy } from '@app/domain';
import type { Transaction } from '../../database/database.ts';
import { fillCells, SEGMENT_SETS_OF_CELLS, type Signed } from '../sql/cells.sql.ts';
import { Script } from '../sql/script.ts';
import { addSegmentSets } from '../sql/segment-sets.sql.ts';
import { sql } from '../sql/sql.ts';
import { addCells } from '../sql/sums-of-cells.sql.ts';
import { addDatedAmounts } from '../sql/sums-of-dated-amounts.sql.ts';
import type { ComparisonTables, Summands } from '../sql/table-names.ts';
import { beginComparison, comparePositions, type PeriodAt, readDatedAmounts } from './comparison.ts';
import { fillDrivers } from './drivers-by-customer.ts';

const HASH_CELLS = sql`
-- There are few cells, and the planner cannot know: it would sort all customers, which takes twice as long as hashing.
SET LOCAL enable_sort = off`;
const SORT_AGAIN = sql`
-- From here on it may sort.
SET LOCAL enable_sort = on`;

/** Adds rows to the sums of segments, or subtracts them. */
export const addUp = (
  script: Script,
  policy: Policy,
  { sums, segmentSet }: Pick<ComparisonTables, 'sums' | 'segmentSet'>,
  summands: readonly (Summands & Pick<Signed, 'sign'>)[],
): void => {
  const dimensions = dimensionsOf(policy).length;
  script.add(HASH_CELLS);
  for (const { position, driver, sign } of summands) script.add(fillCells({ rows: position, sign }, driver));
  script.add(SORT_AGAIN);
  const ofAmounts = summands.map(({ datedAmount }) => `SELECT segment_set_id FROM ${datedAmount}`);
  script.add(addSegmentSets(segmentSet, [SEGMENT_SETS_OF_CELLS, ...ofAmounts].join('\nUNION\n'), policy));
  for (const statement of addCells(sums, segmentSet)) script.add(statement, [dimensions]);
  for (const { datedAmount: rows, sign } of summands)
    script.add(addDatedAmounts(sums, segmentSet, { rows, sign }), [dimensions]);
};

/** Calculates the comparison from the whole book. Its tables must exist. */
export const compareAll = async (
  transaction: Transaction,
  policy: Policy,
  at: PeriodAt,
  tables: ComparisonTables,
): Promise<void> => {
  const script = new Script();
  beginComparison(script, at);
  comparePositions(script, { policy, at, among: 'all' }, tables);
  await script.send(transaction);
  await fillDrivers(transaction, tables, 'all');
  readDatedAmounts(script, { at, among: 'all' }, tables);
  addUp(script, policy, tables, [{ ...tables, sign: 1 }]);
  await script.send(transaction);
};
