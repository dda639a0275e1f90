import { addMonths, type CivilDate } from '../calendar/civil-date.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import type { CountedDiscounts } from '../policy/policy.ts';
import type { Term } from '../terms/term.ts';
import type { Discount, PricedLine } from './line.ts';
import { type Per, TIMES_A_YEAR } from './per.ts';

/** What a line costs for one billing interval before discounts: quantity × unit price, or the committed amount. */
export const gross = (line: PricedLine): Decimal =>
  line.kind === 'recurring' ? line.quantity.times(line.unitPrice) : line.amount;

/** An amount of each billing interval as an amount a year. Multiplied before it is divided, so it stays exact as long as it can. */
export const annualized = (amount: Decimal, { interval, count }: Per): Decimal => {
  const yearly = amount.times(TIMES_A_YEAR[interval]);
  return count === 1 ? yearly : yearly.div(count);
};

/** Whether a discount is active on `day`. */
export const isOpenOrCovers = ({ start, end }: Discount, day: CivilDate): boolean =>
  (start === null || start <= day) && (end === null || day < end);

/**
 * A discount that is part of the price and not a passing promotion: it has no end, runs for twelve months at least, or
 * to the end of a term that does not renew (definitions, section 3).
 */
export const lasts = ({ start, end }: Discount, term: Term): boolean =>
  end === null ||
  end >= addMonths(start ?? term.start, 12) ||
  (term.end !== null && !term.autoRenew && end >= term.end);

/** What a discount leaves of what the one before it left; `net` is never below zero. */
export const discounted = (left: Decimal, { type, value }: Discount): Decimal =>
  type === 'percent' ? left.times(value.negated().plus(100)).div(100) : left.minus(value);

/** The discounts of the line that count: all of them, or the lasting ones. */
export const countedDiscounts = (line: PricedLine, term: Term, counted: CountedDiscounts): readonly Discount[] =>
  counted === 'all' || line.discounts.length === 0
    ? line.discounts
    : line.discounts.filter((discount) => lasts(discount, term));

/** What a line costs for one billing interval on `day`, after these discounts. Never below zero. */
export const net = (line: PricedLine, discounts: readonly Discount[], day: CivilDate): Decimal => {
  if (discounts.length === 0) return gross(line);
  const left = discounts.filter((discount) => isOpenOrCovers(discount, day)).reduce(discounted, gross(line));
  return left.isNegative() ? ZERO : left;
};
