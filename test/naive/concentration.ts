import { Fraction } from '../properties/fraction.ts';
import { quotient, type Row, share } from './rows.ts';
import { median, percentile } from './statistics.ts';

type Concentration = Readonly<{ row: Row; top1Share: Fraction | null }>;

/** The distribution of a segment's ARR over its active customers. */
export const concentration = (arrs: readonly Fraction[], arr: Fraction): Concentration => {
  const descending = arrs.toSorted((a, b) => b.compare(a));
  const shares = descending.map((one) => one.dividedBy(arr));
  const largest = descending[0] ?? null;
  const withoutLargest = largest === null || arrs.length < 2 ? null : arr.minus(largest).over(BigInt(arrs.length - 1));
  const top = (count: number): Fraction | null => (shares.length === 0 ? null : Fraction.sum(shares.slice(0, count)));
  return {
    top1Share: top(1),
    row: {
      acv_p25: quotient(percentile(arrs, 25)),
      acv_median: quotient(median(arrs)),
      acv_p75: quotient(percentile(arrs, 75)),
      acv_p90: quotient(percentile(arrs, 90)),
      acv_max: quotient(largest),
      acv_ex_top1: quotient(withoutLargest),
      top1_share: share(top(1)),
      top10_share: share(top(10)),
      hhi: share(shares.length === 0 ? null : Fraction.sum(shares.map((one) => one.times(one)))),
    },
  };
};
