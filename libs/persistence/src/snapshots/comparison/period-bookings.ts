import { ALL, type Booking, Decimal, dimensionsOf, type Policy } from '@app/domain';
import type { SegmentBookings } from '@app/processing';
import type { Transaction } from '../../database/database.ts';
import { bookingsOf, fillBookings } from '../sql/dated-amounts.sql.ts';
import { Script } from '../sql/script.ts';
import { addSegmentSets } from '../sql/segment-sets.sql.ts';
import { PASSING } from '../sql/table-names.ts';
import { ANALYZE_TOUCHED, READ_AS_BEFORE, READ_ONE_BY_ONE, TOUCH_BOOKED, TOUCHED } from '../sql/touched.sql.ts';
import { emptyTables } from '../sql/working-tables.sql.ts';
import { beginComparison, comparePositions, makeTables, type PeriodAt } from './comparison.ts';

type BookingRow = Readonly<{ segments: readonly string[]; is_replacement: boolean; acv: string }>;

/** The positions of the customers with bookings in the period, on its measured day. */
const placeCustomers = (script: Script, policy: Policy, at: PeriodAt): void => {
  script.add(emptyTables(TOUCHED));
  script.add(READ_ONE_BY_ONE);
  for (const statement of TOUCH_BOOKED) script.add(statement, [at.days.now, at.period.start]);
  script.add(ANALYZE_TOUCHED);
  comparePositions(script, { policy, at, among: 'touched' }, PASSING);
  script.add(READ_AS_BEFORE);
};

/**
 * The bookings of a period by segment of a dimension, as its sums count them. Segments without a booking are left out.
 * Reads the bookings of the period and the spans of their customers; of `all`, which has one segment, the bookings alone.
 */
export const periodBookings = async (
  transaction: Transaction,
  policy: Policy,
  at: PeriodAt,
  dimension: string,
): Promise<readonly SegmentBookings[]> => {
  const script = new Script();
  makeTables(script, PASSING);
  beginComparison(script, at);
  if (dimension !== ALL) placeCustomers(script, policy, at);
  script.add(fillBookings(PASSING.datedAmount, PASSING.position, 'all'), [at.days.now, at.period.start]);
  script.add(addSegmentSets(PASSING.segmentSet, `SELECT DISTINCT segment_set_id FROM ${PASSING.datedAmount}`, policy));
  await script.send(transaction);
  const place = dimensionsOf(policy).indexOf(dimension);
  const booked = new Map<string, Booking[]>();
  for (const row of await transaction.query<BookingRow>(bookingsOf(PASSING.datedAmount, PASSING.segmentSet))) {
    const segment = row.segments[place] ?? '';
    const ofSegment = booked.get(segment) ?? [];
    ofSegment.push({ isReplacement: row.is_replacement, acv: new Decimal(row.acv) });
    booked.set(segment, ofSegment);
  }
  return [...booked].map(([segment, bookings]) => ({ segment, bookings }));
};
