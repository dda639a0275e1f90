import type { CivilDate } from '../calendar/civil-date.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import { gross } from './annual-rate.ts';
import type { Discount, PricedLine } from './line.ts';

/** Whether a discount is active on `day`. A missing start or end is open on that side. */
export const isDiscountActive = ({ start, end }: Discount, day: CivilDate): boolean =>
  (start === null || start <= day) && (end === null || day < end);

/**
 * An amount after a percentage off. The percentage is divided, because it has few digits: dividing an amount of sixty
 * digits takes thirty times as long.
 */
export const afterPercent = (amount: Decimal, { value }: Discount): Decimal =>
  amount.times(value.negated().plus(100).div(100));

/** The amount that is left of `left` after one more discount of the line. It can be below 0; `net` cannot. */
export const afterDiscount = (left: Decimal, discount: Discount): Decimal =>
  discount.type === 'percent' ? afterPercent(left, discount) : left.minus(discount.value);

/**
 * A line's cost for one billing interval on `day`, after those of `discounts` that are active, in the listed order.
 * Never below 0 (definitions, section 3).
 */
export const net = (line: PricedLine, discounts: readonly Discount[], day: CivilDate): Decimal => {
  if (discounts.length === 0) return gross(line);
  const left = discounts.filter((discount) => isDiscountActive(discount, day)).reduce(afterDiscount, gross(line));
  return left.isNegative() ? ZERO : left;
};
