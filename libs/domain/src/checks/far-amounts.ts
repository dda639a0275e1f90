import type { Line } from '../lines/line.ts';
import { TIMES_A_YEAR } from '../lines/per.ts';
import { plain } from '../money/decimal-text.ts';
import type { Decimal } from '../money/decimal.ts';
import { round10 } from '../money/rounding.ts';
import type { Example } from './finding.ts';
import type { Seen } from './first-seen.ts';

/** A factor of a thousand, on a price that itself is a third of the usual one. Cheap and dear plans differ by less. */
const AMOUNT_RATIO = 300;

/** Fewer prices say nothing about which of them is usual. */
const NEIGHBOURS_MIN = 5;

/** Prices with the same first digit and the same number of digits: their first, and an event that has it. */
export type PriceGroup = Seen & Readonly<{ price: Decimal; text: string }>;

/**
 * What one unit of a recurring line costs a year; null for other lines, for what is free, and for an amount for a whole
 * term. Commitments differ with the size of the customer, so they are not compared.
 */
export const unitPriceAYear = (line: Line): Decimal | null => {
  if (line.kind !== 'recurring' || line.per.interval === 'term' || line.unitPrice.isZero()) return null;
  return line.unitPrice.times(TIMES_A_YEAR[line.per.interval]).div(line.per.count);
};

/** Equal for prices with the same first digit in the same place. */
export const priceGroupOf = (price: Decimal): string => {
  const [whole = '', places = ''] = price.toFixed().split('.');
  if (whole !== '0') return `${whole.length}:${whole[0] ?? ''}`;
  const zeros = /^0*/.exec(places)?.[0].length ?? 0;
  return `${-zeros}:${places[zeros] ?? ''}`;
};

/** The price in the middle of a product, by its groups; null if there are too few. */
const usualPrice = (groups: readonly PriceGroup[]): Decimal | null => {
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  if (total < NEIGHBOURS_MIN) return null;
  let below = 0;
  const ascending = groups.toSorted((a, b) => a.price.comparedTo(b.price));
  return ascending.find(({ count }) => (below += count) * 2 >= total)?.price ?? null;
};

const isFar = (price: Decimal, usual: Decimal): boolean =>
  price.gte(usual.times(AMOUNT_RATIO)) || price.times(AMOUNT_RATIO).lte(usual);

/** The prices of one product in one currency that are `AMOUNT_RATIO` times the usual one, or that part of it. */
export const farAmounts = (
  groups: readonly PriceGroup[],
): Readonly<{ count: number; examples: readonly Example[] }> => {
  const usual = usualPrice(groups);
  const far = usual === null ? [] : groups.filter(({ price }) => isFar(price, usual));
  return {
    count: far.reduce((sum, { count }) => sum + count, 0),
    examples: far.map(({ text, price, first }) => ({
      text: `${text} costs ${plain(round10(price))} a year for one; usual is ${usual === null ? '' : plain(round10(usual))}`,
      events: [first],
    })),
  };
};
