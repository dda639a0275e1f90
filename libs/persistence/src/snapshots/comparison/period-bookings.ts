import { type Booking, Decimal, dimensionsOf, type Policy } from '@app/domain';
import type { SegmentBookings } from '@app/processing';
import type { Transaction } from '../../database/database.ts';
import { bookingsOf } from '../sql/dated-amounts.sql.ts';
import { Script } from '../sql/script.ts';
import { addSegmentSets } from '../sql/segment-sets.sql.ts';
import { PASSING } from '../sql/table-names.ts';
import { beginComparison, comparePositions, makeTables, type PeriodAt, readDatedAmounts } from './comparison.ts';
import { segmentKey, segmentNamed } from './segment-key.ts';

type BookingRow = Readonly<{ segments: readonly string[]; is_replacement: boolean; acv: string }>;

/** The bookings of a period by segment, as its sums count them. Segments without a booking are left out. */
export const periodBookings = async (
  transaction: Transaction,
  policy: Policy,
  at: PeriodAt,
): Promise<readonly SegmentBookings[]> => {
  const script = new Script();
  makeTables(script, PASSING);
  beginComparison(script, at);
  comparePositions(script, { policy, at, among: 'all' }, PASSING);
  readDatedAmounts(script, { at, among: 'all' }, PASSING);
  script.add(addSegmentSets(PASSING.segmentSet, `SELECT DISTINCT segment_set_id FROM ${PASSING.datedAmount}`, policy));
  await script.send(transaction);
  const booked = new Map<string, Booking[]>();
  for (const row of await transaction.query<BookingRow>(bookingsOf(PASSING.datedAmount, PASSING.segmentSet))) {
    for (const [i, segment] of row.segments.entries()) {
      const key = segmentKey(i + 1, segment);
      const ofSegment = booked.get(key) ?? [];
      ofSegment.push({ isReplacement: row.is_replacement, acv: new Decimal(row.acv) });
      booked.set(key, ofSegment);
    }
  }
  return [...booked].map(([key, bookings]) => ({ ...segmentNamed(key, dimensionsOf(policy)), bookings }));
};
