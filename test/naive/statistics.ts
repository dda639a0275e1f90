import { Fraction, ONE_FRACTION } from '../properties/fraction.ts';

/** The percentile by linear interpolation at (n−1)·p, with p in hundredths; null without values. */
export const percentile = (values: readonly Fraction[], hundredths: number): Fraction | null => {
  const sorted = values.toSorted((a, b) => a.compare(b));
  const at = (sorted.length - 1) * hundredths;
  const index = Math.floor(at / 100);
  const [below, above] = [sorted[index], sorted[index + 1]];
  if (below === undefined) return null;
  if (above === undefined) return below;
  return below.plus(
    above
      .minus(below)
      .times(Fraction.whole(at - index * 100))
      .over(100n),
  );
};

export const median = (values: readonly Fraction[]): Fraction | null => percentile(values, 50);

export const ratio = (part: Fraction, whole: Fraction): Fraction | null =>
  whole.isZero() ? null : part.dividedBy(whole);

/** Null without values. */
export const mean = (values: readonly Fraction[]): Fraction | null =>
  ratio(Fraction.sum(values), Fraction.whole(values.length));

/** 1 − part ÷ whole; null if the whole is 0. */
export const shortfall = (part: Fraction, whole: Fraction): Fraction | null => {
  const left = ratio(part, whole);
  return left === null ? null : ONE_FRACTION.minus(left);
};
