import { PARTS_OF_A_MONTH } from '../calendar/months-between.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import { partsOfTerm, type Term } from '../terms/term.ts';
import type { PricedLine } from './line.ts';
import { type Per, type PeriodicPer, TIMES_A_YEAR } from './per.ts';

/** A line's cost for one billing interval before discounts: quantity × unit price, or the committed amount. */
export const gross = (line: PricedLine): Decimal =>
  line.kind === 'recurring' ? line.quantity.times(line.unitPrice) : line.amount;

/**
 * An amount for each billing interval as an amount a year. It multiplies before it divides, so the result stays exact
 * as long as possible.
 */
export const yearly = (amount: Decimal, { interval, count }: PeriodicPer): Decimal => {
  const total = amount.times(TIMES_A_YEAR[interval]);
  return count === 1 ? total : total.div(count);
};

/**
 * An amount of a line as an amount a year (definitions, section 3). An amount for the whole of the stated term counts
 * 12 ÷ the months of the term a year; such a line needs a term with an end.
 */
export const annualized = (amount: Decimal, per: Per, term: Term): Decimal => {
  if (per.interval !== 'term') return yearly(amount, per);
  const parts = partsOfTerm(term);
  return parts === null ? ZERO : amount.times(12 * PARTS_OF_A_MONTH).div(parts);
};
