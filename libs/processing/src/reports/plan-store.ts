import type { Booking, CivilDate, ComparisonRates, FxRate, Period } from '@app/domain';

/** The days between which a store has snapshots; null if none was taken, or if no contract is ever active. */
export type TakenDays = Readonly<{ asOf: CivilDate | null; firstActiveDay: CivilDate | null }>;

/** The bookings of a segment in a period, with replacements. */
export type SegmentBookings = Readonly<{ segment: string; bookings: readonly Booking[] }>;

/** One state of the books. */
export abstract class PlanReading {
  abstract takenDays(): Promise<TakenDays>;
  abstract rates(): Promise<readonly FxRate[]>;
  /** The bookings of a period that has ended, as its snapshots count them, by segment. Segments without any are left out. */
  abstract bookings(period: Period, rates: ComparisonRates, dimension: string): Promise<readonly SegmentBookings[]>;
  /** The segments of a dimension that were ever reported, in any period. */
  abstract reportedSegments(dimension: string): Promise<readonly string[]>;
}

export abstract class PlanStore {
  abstract read<T>(work: (reading: PlanReading) => Promise<T>): Promise<T>;
}
