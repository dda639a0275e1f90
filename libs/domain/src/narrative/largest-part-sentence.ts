import { Decimal } from '../money/decimal.ts';
import { BRIDGE_PARTS, bridgeFigure, type BridgePart } from '../snapshots/bridge.ts';
import { signedInWords } from './in-words.ts';
import type { Narrated } from './narrated.ts';
import type { Sentence } from './sentence.ts';

type Meaning = Readonly<{ name: string; above: string; below: string }>;

/** Each part by a name that a board knows, and what it means if it raises or lowers the average. */
const MEANINGS: Readonly<Record<BridgePart, Meaning>> = {
  left_mix: {
    name: 'customers that left',
    above: 'the average is higher without them',
    below: 'the average is lower without them',
  },
  price: {
    name: 'price',
    above: 'customers that stayed have higher list prices',
    below: 'customers that stayed have lower list prices',
  },
  quantity: {
    name: 'quantity',
    above: 'customers that stayed bought more',
    below: 'customers that stayed bought less',
  },
  discount: {
    name: 'discounts',
    above: 'customers that stayed get less off',
    below: 'customers that stayed get more off',
  },
  product: {
    name: 'products',
    above: 'customers that stayed added more than they dropped',
    below: 'customers that stayed dropped more than they added',
  },
  fx: {
    name: 'exchange rates',
    above: 'the same contracts come to more at the new rates',
    below: 'the same contracts come to less at the new rates',
  },
  entered_mix: {
    name: 'customers that entered',
    above: 'the average is higher with them',
    below: 'the average is lower with them',
  },
};

/** The part of the bridge that is largest in size, of equals the first; null without a bridge or a change. */
export const largestPartSentence = ({ bridge, currency }: Narrated): Sentence | null => {
  if (bridge === null) return null;
  const sizeOf = (part: BridgePart): Decimal => new Decimal(bridge[part]).abs();
  const part = BRIDGE_PARTS.reduce((largest, one) => (sizeOf(one).gt(sizeOf(largest)) ? one : largest));
  const amount = new Decimal(bridge[part]);
  if (amount.isZero()) return null;
  const { name, above, below } = MEANINGS[part];
  return {
    code: 'largest_part',
    text: `The largest part of the change comes from ${name} (${signedInWords(bridge[part], currency)}): ${amount.isNegative() ? below : above}.`,
    figures: { [bridgeFigure(part)]: bridge[part] },
  };
};
