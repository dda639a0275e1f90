import { Decimal, ZERO } from '../money/decimal.ts';
import { figureBlock } from './figure.ts';
import type { SegmentInPeriod } from './segment-in-period.ts';
import { averageAcv, NOBODY, type Standing } from './standing.ts';

/** A segment's part in the change of the blended ACV: by its own ACV, and by its share of the customers. */
export type MixAndRate = Readonly<{ rate: Decimal; mix: Decimal }>;

const shareOf = (segment: Standing, whole: Standing): Decimal => new Decimal(segment.logos).div(whole.logos);

const HALF = new Decimal('0.5');
const mean = (a: Decimal, b: Decimal): Decimal => a.plus(b).times(HALF);

/**
 * The rate effect at the mean of both days' shares, and the mix effect at the mean of both days' ACV. Over a dimension
 * they add up to the blended change. Both are null if the blended bridge is null, and 0 for a segment with customers on
 * neither day.
 */
export const mixAndRate = (segment: SegmentInPeriod, all: SegmentInPeriod): MixAndRate | null => {
  const [blended0, blended1] = [all.prior === null ? null : averageAcv(all.prior), averageAcv(all.now)];
  if (all.prior === null || blended0 === null || blended1 === null) return null;
  const prior = segment.prior ?? NOBODY;
  const [own0, own1] = [averageAcv(prior), averageAcv(segment.placed)];
  const m0 = own0 ?? own1;
  const m1 = own1 ?? own0;
  if (m0 === null || m1 === null) return { rate: ZERO, mix: ZERO };
  const [w0, w1] = [shareOf(prior, all.prior), shareOf(segment.placed, all.now)];
  return {
    rate: mean(w0, w1).times(m1.minus(m0)),
    mix: mean(m0, m1).minus(mean(blended0, blended1)).times(w1.minus(w0)),
  };
};

export const MIX_AND_RATE = figureBlock(
  'mix_and_rate',
  mixAndRate,
)({
  rate_effect: {
    kind: 'quotient',
    meaning: 'Through the ACV of its customers.',
    of: (effects) => effects?.rate ?? null,
  },
  mix_effect: {
    kind: 'quotient',
    meaning: 'Through its share of the customers.',
    of: (effects) => effects?.mix ?? null,
  },
});
