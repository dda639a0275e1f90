import { Decimal, emptySegment, type SegmentInPeriod, type SegmentSums, type Standing, ZERO } from '@app/domain';

type Amount = string | number;

/** The standing of `logos` customers with this ARR in total. */
export const standing = (arr: Amount, logos: number): Standing => ({ arr: new Decimal(arr), logos });

const sum = (amounts: readonly Decimal[]): Decimal => amounts.reduce((total, amount) => total.plus(amount), ZERO);

/** The sums over customers with these ARRs, each with one contract and no discount. */
export const sums = (customers: readonly Amount[], changes: Partial<SegmentSums> = {}): SegmentSums => {
  const ascending = customers.map((arr) => new Decimal(arr)).toSorted((a, b) => a.comparedTo(b));
  const arr = sum(ascending);
  return {
    ...emptySegment(false, false).now,
    arr,
    logos: customers.length,
    contracts: customers.length,
    grossArr: arr,
    normalizedAcv: arr,
    contractedAcv: arr,
    sumOfSquares: sum(ascending.map((one) => one.times(one))),
    top1: ascending.at(-1) ?? ZERO,
    top10: sum(ascending.slice(-10)),
    arrAt: (rank) => ascending[rank - 1] ?? ZERO,
    ...changes,
  };
};

/** A segment with these customers now, and the sums that it is compared with. */
export const segment = (
  now: SegmentSums,
  {
    prior = null,
    yearAgo = null,
    nowAtPrior = now.arr,
  }: Partial<Pick<SegmentInPeriod, 'prior' | 'yearAgo' | 'nowAtPrior'>> = {},
): SegmentInPeriod => ({ ...emptySegment(prior !== null, yearAgo !== null), now, nowAtPrior, prior, yearAgo });
