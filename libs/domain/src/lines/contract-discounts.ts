import type { CivilDate } from '../calendar/civil-date.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import { afterPercent, isOpenOrCovers, yearly } from './annual-rate.ts';
import { countedOfContract } from './lasting-discounts.ts';
import type { ContractDiscount } from './line.ts';
import { type Decimal, settled, ZERO } from '../money/decimal.ts';
import type { CountedDiscounts } from '../policy/policy.ts';

/** The contract's discounts leave `left` of a sum of annual rates, so each line keeps `left` ÷ `of` of its net. */
export type Ratio = Readonly<{ left: Decimal; of: Decimal }>;

/** The rest of a sum of annual rates after one more discount of the contract. Never below zero. */
export const afterContractDiscount = (left: Decimal, discount: ContractDiscount): Decimal => {
  if (discount.type === 'percent') return afterPercent(left, discount);
  // Settled, so that an amount which takes all of it leaves nothing of what divisions lost.
  const rest = settled(left.minus(yearly(discount.value, discount.per)));
  return rest.isNegative() ? ZERO : rest;
};

/** The discounts of the contract that are active on `day` and count. */
export const activeOfContract = (
  { discounts, term }: TermsEvent,
  day: CivilDate,
  counted: CountedDiscounts,
): readonly ContractDiscount[] =>
  countedOfContract(discounts, term, counted).filter((discount) => isOpenOrCovers(discount, day));

/** Null where the discounts change nothing. */
export const ratioOf = (sum: Decimal, discounts: readonly ContractDiscount[]): Ratio | null =>
  discounts.length === 0 || sum.isZero() ? null : { left: discounts.reduce(afterContractDiscount, sum), of: sum };

/** The part of a line's amount that is left. Multiplied before it is divided. */
export const kept = (amount: Decimal, ratio: Ratio | null): Decimal =>
  ratio === null ? amount : amount.times(ratio.left).div(ratio.of);
