import { type Decimal, ZERO } from '../money/decimal.ts';
import { type Bookings, NO_BOOKINGS } from './booked-contracts.ts';
import { NOBODY, type Standing } from './standing.ts';

/** Sums over a segment's active customers at the measured day, in the reporting currency. */
export type SegmentSums = Standing &
  Readonly<{
    /** Their contracts with `arr` above 0. */
    contracts: number;
    grossArr: Decimal;
    normalizedAcv: Decimal;
    contractedAcv: Decimal;
    /** Covers the customers in the segment, active or not. */
    expectedUsage: Decimal;
    oneTime: Decimal;
    sumOfSquares: Decimal;
    /** The ARR of the largest customer, and of the ten largest together. */
    top1: Decimal;
    top10: Decimal;
    /** The customers' ARR by rank, ascending from 1; read only at the ranks that `QUANTILES` need. */
    arrAt: (rank: number) => Decimal;
  }>;

/**
 * The movements of a segment's ARR since the prior measured day, each with its sign: opening plus all of these is today's
 * ARR. Currency is never a movement of customers; it is a part of its own. ARR that changed hands counts as transferred,
 * and in all other movements for the customer that has it today.
 */
export type Movements = Readonly<{
  opening: Standing;
  new: Standing;
  reactivation: Standing;
  churn: Standing;
  transferredIn: Standing;
  transferredOut: Standing;
  movedIn: Standing;
  movedOut: Standing;
  expansion: Standing;
  contraction: Standing;
  fx: Decimal;
}>;

/**
 * The ARR today, at the rates of then, of the customers that a segment had on an earlier day. ARR that changed hands since
 * counts on both days for the customer that has it today.
 */
export type Retention = Readonly<{
  opening: Standing;
  kept: Decimal;
  /** The same, with at most the ARR that each customer had then. */
  keptAtMost: Decimal;
  churnedLogos: number;
}>;

/**
 * The customers in the segment on both days, `R`, and the drivers of their change at constant currency. In `prior`, ARR
 * that changed hands counts for the customer that has it today.
 */
export type Remaining = Readonly<{
  logos: number;
  prior: Decimal;
  now: Decimal;
  nowAtPrior: Decimal;
  price: Decimal;
  quantity: Decimal;
  discount: Decimal;
}>;

/**
 * A segment in a period, with everything that its figures are made of. A comparison is null if there is no period to
 * compare with.
 */
export type SegmentInPeriod = Readonly<{
  now: SegmentSums;
  /** Today's customers at the prior day's rates. */
  nowAtPrior: Decimal;
  prior: Standing | null;
  yearAgo: Standing | null;
  movements: Movements;
  retention: Retention;
  yearRetention: Retention | null;
  remaining: Remaining;
  /** Today's customers for mix and rate. Those active on both days are placed in their segment of the prior day. */
  placed: Standing;
  bookings: Bookings;
}>;

const NO_SUMS: SegmentSums = {
  ...NOBODY,
  contracts: 0,
  grossArr: ZERO,
  normalizedAcv: ZERO,
  contractedAcv: ZERO,
  expectedUsage: ZERO,
  oneTime: ZERO,
  sumOfSquares: ZERO,
  top1: ZERO,
  top10: ZERO,
  arrAt: () => ZERO,
};

const NO_MOVEMENTS: Movements = {
  opening: NOBODY,
  new: NOBODY,
  reactivation: NOBODY,
  churn: NOBODY,
  transferredIn: NOBODY,
  transferredOut: NOBODY,
  movedIn: NOBODY,
  movedOut: NOBODY,
  expansion: NOBODY,
  contraction: NOBODY,
  fx: ZERO,
};

export const NO_RETENTION: Retention = { opening: NOBODY, kept: ZERO, keptAtMost: ZERO, churnedLogos: 0 };

export const NO_REMAINING: Remaining = {
  logos: 0,
  prior: ZERO,
  now: ZERO,
  nowAtPrior: ZERO,
  price: ZERO,
  quantity: ZERO,
  discount: ZERO,
};

/** A segment in which nothing counts, with the comparisons of its period. */
export const emptySegment = (hasPrior: boolean, hasYearAgo: boolean): SegmentInPeriod => ({
  now: NO_SUMS,
  nowAtPrior: ZERO,
  prior: hasPrior ? NOBODY : null,
  yearAgo: hasYearAgo ? NOBODY : null,
  movements: NO_MOVEMENTS,
  retention: NO_RETENTION,
  yearRetention: hasYearAgo ? NO_RETENTION : null,
  remaining: NO_REMAINING,
  placed: NOBODY,
  bookings: NO_BOOKINGS,
});
