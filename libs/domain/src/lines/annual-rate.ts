import type { CivilDate } from '../calendar/civil-date.ts';
import { PARTS_OF_A_MONTH } from '../calendar/months-between.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import { partsOfTerm, type Term } from '../terms/term.ts';
import type { Discount, PricedLine } from './line.ts';
import { type Per, type PeriodicPer, TIMES_A_YEAR } from './per.ts';

/** A line's cost for one billing interval before discounts: quantity × unit price, or the committed amount. */
export const gross = (line: PricedLine): Decimal =>
  line.kind === 'recurring' ? line.quantity.times(line.unitPrice) : line.amount;

/** An amount of each billing interval as an amount a year. Multiplied before it is divided, so it stays exact as long as it can. */
export const yearly = (amount: Decimal, { interval, count }: PeriodicPer): Decimal => {
  const total = amount.times(TIMES_A_YEAR[interval]);
  return count === 1 ? total : total.div(count);
};

/** The same of a line: an amount for the whole of the stated term counts 12 ÷ its months a year. The wire admits none without an end. */
export const annualized = (amount: Decimal, per: Per, term: Term): Decimal => {
  if (per.interval !== 'term') return yearly(amount, per);
  const parts = partsOfTerm(term);
  return parts === null ? ZERO : amount.times(12 * PARTS_OF_A_MONTH).div(parts);
};

/** Whether a discount is active on `day`. */
export const isOpenOrCovers = ({ start, end }: Discount, day: CivilDate): boolean =>
  (start === null || start <= day) && (end === null || day < end);

/** An amount after a percentage off. */
export const afterPercent = (amount: Decimal, { value }: Discount): Decimal =>
  amount.times(value.negated().plus(100)).div(100);

/** The rest that a discount leaves of the rest before it; `net` is never below zero. */
export const discounted = (left: Decimal, discount: Discount): Decimal =>
  discount.type === 'percent' ? afterPercent(left, discount) : left.minus(discount.value);

/** A line's cost for one billing interval on `day`, after these discounts. Never below zero. */
export const net = (line: PricedLine, discounts: readonly Discount[], day: CivilDate): Decimal => {
  if (discounts.length === 0) return gross(line);
  const left = discounts.filter((discount) => isOpenOrCovers(discount, day)).reduce(discounted, gross(line));
  return left.isNegative() ? ZERO : left;
};
