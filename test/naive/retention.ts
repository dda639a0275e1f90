import { Fraction } from '../properties/fraction.ts';
import { startsWithArr } from './changes.ts';
import type { Change } from './comparison.ts';
import { isChurned } from './movements.ts';

/** Ratios over the customers that were in a segment on day 0; null if they had no ARR. */
export type Retention = Readonly<{ net: Fraction | null; gross: Fraction | null; churn: Fraction | null }>;

export const retentionOf = (then: readonly Change[]): Retention => {
  const had = then.filter(startsWithArr);
  if (had.length === 0) return { net: null, gross: null, churn: null };
  const opening = Fraction.sum(had.map(({ start }) => start));
  const sum = (value: (change: Change) => Fraction): Fraction => Fraction.sum(had.map(value)).dividedBy(opening);
  return {
    net: sum(({ nowAtPrior }) => nowAtPrior),
    gross: sum(({ start, nowAtPrior }) => (nowAtPrior.isBelow(start) ? nowAtPrior : start)),
    churn: Fraction.of(BigInt(had.filter(isChurned).length), BigInt(had.length)),
  };
};
