import { Decimal, dimensionsOf, type Drivers, type Policy } from '@app/domain';
import type { CustomerMove, SegmentName } from '@app/processing';
import type { Transaction } from '../database/database.ts';
import { PASSING } from '../snapshots/comparison-tables.ts';
import { driversOf } from '../snapshots/drivers-by-customer.ts';
import { LARGEST_MOVES } from './explain.sql.ts';

type MoveRow = Readonly<{
  customer_id: string;
  prior_arr: string;
  received_arr: string;
  given_arr: string;
  arr_at_prior: string;
  arr: string;
  was_active: boolean;
  stood: boolean;
  stands: boolean;
}>;

const moveFrom = (row: MoveRow, changed: ReadonlyMap<string, Drivers>): CustomerMove => ({
  customerId: row.customer_id,
  amounts: {
    prior: new Decimal(row.prior_arr),
    received: new Decimal(row.received_arr),
    gave: new Decimal(row.given_arr),
    nowAtPrior: new Decimal(row.arr_at_prior),
    now: new Decimal(row.arr),
    wasInSegment: row.stood,
    isInSegment: row.stands,
    wasActiveBefore: row.was_active,
  },
  drivers: changed.get(row.customer_id) ?? null,
});

/** Parameters of the statements about one segment: its dimension's place, from 1, and its name. */
export const segmentParameters = (policy: Policy, { dimension, segment }: SegmentName): readonly unknown[] => [
  dimensionsOf(policy).indexOf(dimension) + 1,
  segment,
];

/** Reads the customers that moved a segment most in the comparison held by the passing tables. */
export const largestMoves = async (
  transaction: Transaction,
  policy: Policy,
  { segment, count }: Readonly<{ segment: SegmentName; count: number }>,
): Promise<readonly CustomerMove[]> => {
  const rows = await transaction.query<MoveRow>(LARGEST_MOVES, [...segmentParameters(policy, segment), count]);
  const changed = await driversOf(
    transaction,
    PASSING,
    rows.map(({ customer_id }) => customer_id),
  );
  return rows.map((row) => moveFrom(row, changed));
};
