import { fixed } from '../money/decimal-text.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import { roundHalfEven, settled } from '../money/rounding.ts';
import type { Figures } from './emitted.ts';
import type { SegmentInPeriod } from './segment-in-period.ts';
import { averageAcv } from './standing.ts';

/** The parts of the ACV bridge, in the order in which they are listed (definitions, section 7). */
export const BRIDGE_PARTS = ['left_mix', 'price', 'quantity', 'discount', 'product', 'fx', 'entered_mix'] as const;
export type BridgePart = (typeof BRIDGE_PARTS)[number];

/** From the prior ACV to this one, unrounded: the parts add up to the difference. */
export type Bridge = Readonly<{ from: Decimal; to: Decimal; parts: Readonly<Record<BridgePart, Decimal>> }>;

const NO_PARTS: Bridge['parts'] = {
  left_mix: ZERO,
  price: ZERO,
  quantity: ZERO,
  discount: ZERO,
  product: ZERO,
  fx: ZERO,
  entered_mix: ZERO,
};

/**
 * Null without a prior period, or with no active customer at one of the ends. What left the segment moves the mean of
 * those that stayed at its beginning, what entered it the one at its end; in between stand the drivers of those that
 * stayed. `product` is what price, quantity and discount do not explain.
 */
export const bridge = ({ now, prior, remaining }: SegmentInPeriod): Bridge | null => {
  const from = prior === null ? null : averageAcv(prior);
  const to = averageAcv(now);
  if (from === null || to === null) return null;
  if (remaining.logos === 0) return { from, to, parts: { ...NO_PARTS, entered_mix: settled(to.minus(from)) } };
  const each = (sum: Decimal): Decimal => sum.div(remaining.logos);
  const { price, quantity, discount } = remaining;
  const product = remaining.nowAtPrior.minus(remaining.prior).minus(price).minus(quantity).minus(discount);
  return {
    from,
    to,
    parts: {
      left_mix: settled(each(remaining.prior).minus(from)),
      price: settled(each(price)),
      quantity: settled(each(quantity)),
      discount: settled(each(discount)),
      product: settled(each(product)),
      fx: settled(each(remaining.now.minus(remaining.nowAtPrior))),
      entered_mix: settled(to.minus(each(remaining.now))),
    },
  };
};

/** The part that is largest in size; of equals the first as listed. */
const largest = (parts: Bridge['parts']): BridgePart =>
  BRIDGE_PARTS.reduce((top, part) => (parts[part].abs().gt(parts[top].abs()) ? part : top));

/** Each part is rounded by itself; what that leaves to the difference of the two emitted ACVs goes to the largest. */
const emittedParts = ({ from, to, parts }: Bridge): Readonly<Record<BridgePart, Decimal>> => {
  const rounded = Object.fromEntries(BRIDGE_PARTS.map((part) => [part, roundHalfEven(parts[part], 4)])) as Record<
    BridgePart,
    Decimal
  >;
  const difference = roundHalfEven(to, 4).minus(roundHalfEven(from, 4));
  const left = BRIDGE_PARTS.reduce((rest, part) => rest.minus(rounded[part]), difference);
  const largestPart = largest(parts);
  return { ...rounded, [largestPart]: rounded[largestPart].plus(left) };
};

export const bridgeFigures = (segment: SegmentInPeriod): Figures => {
  const whole = bridge(segment);
  const parts = whole === null ? null : emittedParts(whole);
  return Object.fromEntries(
    BRIDGE_PARTS.map((part) => [`bridge_${part}`, parts === null ? null : fixed(parts[part], 4)]),
  );
};
