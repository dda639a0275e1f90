import { Fraction, ZERO_FRACTION } from '../properties/fraction.ts';
import { acvBefore, acvNow, average } from './bridge.ts';
import { hadArr, hasArr } from './changes.ts';
import type { Change } from './comparison.ts';

/** A customer that is active on both days counts in its segment of the prior day. */
const placed =
  (dimension: string) =>
  (change: Change): string =>
    hadArr(change) ? change.segmentBefore(dimension) : change.segmentNow(dimension);

/** A segment's ACV and its share of logos on both days; an ACV is null without customers. */
export type Blend = Readonly<{
  segment: string;
  share0: Fraction;
  share1: Fraction;
  acv0: Fraction | null;
  acv1: Fraction | null;
}>;

const share = (some: number, all: number): Fraction => (all === 0 ? ZERO_FRACTION : average(Fraction.whole(some), all));

export const blendsOf = (changes: readonly Change[], dimension: string): readonly Blend[] => {
  const [all0, all1] = [changes.filter(hadArr).length, changes.filter(hasArr).length];
  return [...Map.groupBy(changes, placed(dimension))].map(([segment, own]) => ({
    segment,
    share0: share(own.filter(hadArr).length, all0),
    share1: share(own.filter(hasArr).length, all1),
    acv0: acvBefore(own),
    acv1: acvNow(own),
  }));
};

export type Effects = Readonly<{ rate: Fraction; mix: Fraction }>;

const half = (value: Fraction): Fraction => value.over(2n);

/** A segment's part in the change of the blended ACV; null if either blended ACV is null. */
export const effectsOf = (changes: readonly Change[], dimension: string, segment: string): Effects | null => {
  const [all0, all1] = [acvBefore(changes), acvNow(changes)];
  if (all0 === null || all1 === null) return null;
  const blend = blendsOf(changes, dimension).find((one) => one.segment === segment);
  const acv0 = blend?.acv0 ?? blend?.acv1 ?? null;
  const acv1 = blend?.acv1 ?? blend?.acv0 ?? null;
  if (blend === undefined || acv0 === null || acv1 === null) return { rate: ZERO_FRACTION, mix: ZERO_FRACTION };
  return {
    rate: half(blend.share0.plus(blend.share1)).times(acv1.minus(acv0)),
    mix: half(acv0.plus(acv1))
      .minus(half(all0.plus(all1)))
      .times(blend.share1.minus(blend.share0)),
  };
};
