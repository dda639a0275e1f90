import { type Decimal, ZERO } from '../money/decimal.ts';
import { roundHalfEven, settled } from '../money/rounding.ts';
import { figureBlock } from './figure.ts';
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
 * The parts of the bridge; null without a prior period, or if one of the two days has no active customer. The customers
 * that left move the mean at the beginning, those that entered move it at the end, and the drivers of those that stayed
 * are in between. `product` is the rest of their change, which price, quantity and discount do not explain.
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

/** The part with the largest absolute amount; ties go to the first as listed. */
const largest = (parts: Bridge['parts']): BridgePart =>
  BRIDGE_PARTS.reduce((top, part) => (parts[part].abs().gt(parts[top].abs()) ? part : top));

/**
 * Each part is rounded by itself. The largest part absorbs what then is missing from the difference of the two emitted
 * ACVs.
 */
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

const MEANINGS: Readonly<Record<BridgePart, string>> = {
  left_mix: 'Customers that left had more or less than the average.',
  price: 'Those that stayed pay another price.',
  quantity: 'Those that stayed have another quantity.',
  discount: 'Those that stayed have other discounts.',
  product: 'Those that stayed added, removed or swapped products.',
  fx: 'Exchange rates moved.',
  entered_mix: 'Customers that came have more or less than the average.',
};

type EmittedParts = ReturnType<typeof emittedParts> | null;
type BridgeFigure = Readonly<{ kind: 'quotient'; meaning: string; of: (parts: EmittedParts) => Decimal | null }>;

/** The name of a part's figure as emitted. */
export const bridgeFigure = <P extends BridgePart>(part: P): `bridge_${P}` => `bridge_${part}`;

export const BRIDGE = figureBlock('bridge', (segment): EmittedParts => {
  const whole = bridge(segment);
  return whole === null ? null : emittedParts(whole);
})(
  Object.fromEntries(
    BRIDGE_PARTS.map((part): [string, BridgeFigure] => [
      bridgeFigure(part),
      { kind: 'quotient', meaning: MEANINGS[part], of: (parts) => parts?.[part] ?? null },
    ]),
  ) as Readonly<Record<`bridge_${BridgePart}`, BridgeFigure>>,
);
