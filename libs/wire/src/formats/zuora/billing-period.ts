import { wholeMonthsBetween } from '@app/domain';
import { billingInterval } from '../frame/billing-interval.ts';
import type { BillingInterval } from '../frame/statement.ts';
import type { ZuoraContext } from './context.ts';
import type { Segment } from './segments.ts';
import { fieldOf } from './spelling.ts';
import { statedWhole, statedWord } from './values.ts';

const PERIODS: Readonly<Record<string, BillingInterval>> = {
  week: { interval: 'week', count: 1 },
  month: { interval: 'month', count: 1 },
  quarter: { interval: 'month', count: 3 },
  semiannual: { interval: 'month', count: 6 },
  annual: { interval: 'year', count: 1 },
  eighteenmonths: { interval: 'month', count: 18 },
  twoyears: { interval: 'year', count: 2 },
  threeyears: { interval: 'year', count: 3 },
  fiveyears: { interval: 'year', count: 5 },
};

/** Periods of a number of units that stands beside them. */
const SPECIFIC: Readonly<Record<string, BillingInterval['interval']>> = {
  specificdays: 'day',
  specificweeks: 'week',
  specificmonths: 'month',
};

/** How often a charge is billed; null: it does not say, or by the term and that is not whole months. */
export const billingPeriodOf = ({ charge }: Segment, { term }: ZuoraContext): BillingInterval | null => {
  const word = statedWord(fieldOf(charge, 'billingPeriod')) ?? '';
  if (Object.hasOwn(PERIODS, word)) return PERIODS[word] ?? null;
  if (Object.hasOwn(SPECIFIC, word)) {
    return billingInterval(SPECIFIC[word] ?? null, statedWhole(fieldOf(charge, 'specificBillingPeriod')));
  }
  if (word !== 'subscriptionterm' || term === null) return null;
  return billingInterval('month', wholeMonthsBetween(term.anchor ?? term.start, term.end));
};
