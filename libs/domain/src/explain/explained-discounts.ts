import type { TermsEvent } from '../facts/contract-event.ts';
import { countedOfContract, lasts } from '../lines/lasting-discounts.ts';
import type { ContractDiscount } from '../lines/line.ts';
import type { Decimal } from '../money/decimal.ts';
import { afterContractDiscount } from '../lines/contract-discounts.ts';
import { isDiscountActive } from '../lines/discounts.ts';
import { activeDays } from '../terms/active-days.ts';
import type { DayTerms, ExplainedDiscount } from './explained-lines.ts';

/** The discounts of the contract on a day: each line keeps `left` ÷ `sum` of its annual rate. */
export type ExplainedContractDiscounts = Readonly<{
  sum: Decimal;
  left: Decimal;
  discounts: readonly ExplainedDiscount<ContractDiscount>[];
}>;

/** Null if the contract has no discounts. `sum` is that of the annual rates after the lines' own discounts. */
export const explainedContractDiscounts = (
  { discounts, term }: TermsEvent,
  sum: Decimal,
  { day, counted }: DayTerms,
): ExplainedContractDiscounts | null => {
  if (discounts.length === 0) return null;
  const counting = countedOfContract(discounts, term, counted);
  let left = sum;
  const explained = discounts.map((discount) => {
    const isActive = isDiscountActive(discount, day);
    const counts = isActive && counting.includes(discount);
    if (counts) left = afterContractDiscount(left, discount);
    const isLasting = lasts(discount, activeDays(term, 0), term);
    return { discount, isActive, lasts: isLasting, counts, leaves: counts ? left : null };
  });
  return { sum, left, discounts: explained };
};
