import { type Decimal, ZERO } from '../money/decimal.ts';

/** A contract that was booked in a period, in the reporting currency, valued on its first day with ACV. */
export type Booking = Readonly<{
  /** Whether it names contracts in `renews`; then it counts as a replacement. */
  isReplacement: boolean;
  acv: Decimal;
}>;

/** Values that are read by rank, ascending from 1. */
export type Ranked = Readonly<{ count: number; at: (rank: number) => Decimal }>;

/** The bookings of a segment and, separately, the contracts that replace others. */
export type Bookings = Readonly<{
  acv: Decimal;
  contractedAcv: Decimal;
  /** Of fixed terms. */
  tcv: Decimal;
  netValue: Decimal;
  grossValue: Decimal;
  acvs: Ranked;
  termMonths: Ranked;
  cycleDays: Ranked;
  replacements: Readonly<{ count: number; acv: Decimal }>;
}>;

const NOTHING_RANKED: Ranked = { count: 0, at: () => ZERO };

export const NO_BOOKINGS: Bookings = {
  acv: ZERO,
  contractedAcv: ZERO,
  tcv: ZERO,
  netValue: ZERO,
  grossValue: ZERO,
  acvs: NOTHING_RANKED,
  termMonths: NOTHING_RANKED,
  cycleDays: NOTHING_RANKED,
  replacements: { count: 0, acv: ZERO },
};
