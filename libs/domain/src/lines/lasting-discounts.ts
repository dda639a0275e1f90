import { addMonths } from '../calendar/civil-date.ts';
import type { Span } from '../calendar/span.ts';
import type { CountedDiscounts } from '../policy/policy.ts';
import { activeDays } from '../terms/active-days.ts';
import type { Term } from '../terms/term.ts';
import type { ContractDiscount, Discount, PricedLine } from './line.ts';
import { lineDays } from './line-days.ts';

/**
 * A discount without a start counts from the term's start, so a discount that is to cover a later line states its
 * start.
 */
const coversAll = ({ start, end }: Discount, days: Span, term: Term): boolean =>
  end !== null && days.end !== null && (start ?? term.start) <= days.start && days.end <= end;

/**
 * Whether a discount is part of the price of what runs on `days`, rather than a passing promotion: it has no end, runs
 * for at least twelve months, or covers every one of the days (definitions, section 3).
 */
export const lasts = (discount: Discount, days: Span | null, term: Term): boolean =>
  discount.end === null ||
  discount.end >= addMonths(discount.start ?? term.start, 12) ||
  (days !== null && coversAll(discount, days, term));

/** The discounts of a line that count: all of them, or the lasting ones. */
export const countedDiscounts = (line: PricedLine, term: Term, counted: CountedDiscounts): readonly Discount[] => {
  if (counted === 'all' || line.discounts.length === 0) return line.discounts;
  const days = lineDays(line, term);
  return line.discounts.filter((discount) => lasts(discount, days, term));
};

/** The discounts of the contract that count: all of them, or those that last by the days of the term. */
export const countedOfContract = (
  discounts: readonly ContractDiscount[],
  term: Term,
  counted: CountedDiscounts,
): readonly ContractDiscount[] =>
  counted === 'all' ? discounts : discounts.filter((discount) => lasts(discount, activeDays(term, 0), term));
