import type { CivilDate } from '../calendar/civil-date.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import { settled } from '../money/rounding.ts';
import type { CountedDiscounts } from '../policy/policy.ts';
import { yearly } from './annual-rate.ts';
import { afterPercent, isDiscountActive } from './discounts.ts';
import { countedOfContract } from './lasting-discounts.ts';
import type { ContractDiscount } from './line.ts';

/**
 * The discounts of the contract leave `left` of a sum of annual rates, so each line keeps `left` ÷ `of` of its net
 * (definitions, section 3).
 */
export type ContractRatio = Readonly<{ left: Decimal; of: Decimal }>;

/** The amount that is left of a sum of annual rates after one more discount of the contract. Never below 0. */
export const afterContractDiscount = (left: Decimal, discount: ContractDiscount): Decimal => {
  if (discount.type === 'percent') return afterPercent(left, discount);
  // Settled, so that an amount that takes all of the sum leaves no noise of divisions behind.
  const rest = settled(left.minus(yearly(discount.value, discount.per)));
  return rest.isNegative() ? ZERO : rest;
};

const lasting = new WeakMap<TermsEvent, readonly ContractDiscount[]>();

/** Those that last are found once for an event. */
const countedOf = (event: TermsEvent, counted: CountedDiscounts): readonly ContractDiscount[] => {
  if (counted === 'all') return event.discounts;
  const found = lasting.get(event) ?? countedOfContract(event.discounts, event.term, counted);
  lasting.set(event, found);
  return found;
};

/** The discounts of the contract that are active on `day` and count. */
export const activeOfContract = (
  event: TermsEvent,
  day: CivilDate,
  counted: CountedDiscounts,
): readonly ContractDiscount[] => countedOf(event, counted).filter((discount) => isDiscountActive(discount, day));

/** The ratio that these discounts leave of a sum of annual rates; null if they change nothing. */
export const contractRatio = (sum: Decimal, discounts: readonly ContractDiscount[]): ContractRatio | null =>
  discounts.length === 0 || sum.isZero() ? null : { left: discounts.reduce(afterContractDiscount, sum), of: sum };

/** The part of a line's amount that the ratio leaves. It multiplies before it divides. */
export const afterRatio = (amount: Decimal, ratio: ContractRatio | null): Decimal =>
  ratio === null ? amount : amount.times(ratio.left).div(ratio.of);
