import { Decimal } from '../money/decimal.ts';
import type { TrendNullReason } from '../snapshots/trend-null-reason.ts';
import { amountInWords, percentageInWords, whenInWords } from './in-words.ts';
import type { Narrated } from './narrated.ts';
import type { Sentence } from './sentence.ts';

/** `fell by 4.0%`, or how else an amount moved. */
const moved = (percentage: string, difference: Decimal): string => {
  if (difference.isZero()) return 'did not change';
  return `${difference.isNegative() ? 'fell' : 'rose'} by ${percentageInWords(percentage)}`;
};

const withoutTrend = (reason: TrendNullReason, { now, currency, figures }: Narrated): string => {
  const level =
    figures.acv === null ? '' : `ACV per customer is ${amountInWords(figures.acv, currency)} ${whenInWords(now)}`;
  switch (reason) {
    case 'no_prior_period':
      return level === ''
        ? `No customer is active ${whenInWords(now)}, the first period, so there is no ACV per customer.`
        : `${level}, the first period, so there is no trend.`;
    case 'no_active_logos':
      return `No customer is active ${whenInWords(now)}, so there is no ACV per customer.`;
    case 'prior_without_logos':
      return `${level}; no customer was active in the period before, so there is no trend.`;
  }
};

/** At the rates of then, where that is another trend. */
const atConstantCurrency = ({ figures: { acv_trend_pct: trend, acv_trend_cc_pct: constant } }: Narrated): string =>
  constant === null || constant === trend ? '' : ` At constant currency it ${moved(constant, new Decimal(constant))}.`;

/** How the ACV per customer moved, and by how much. */
export const acvSentence = (narrated: Narrated): Sentence => {
  const { now, then, currency, figures } = narrated;
  const { acv, acv_prior, acv_trend_pct, acv_trend_cc_pct, trend_null_reason: reason, active_logos } = figures;
  if (reason !== null) {
    return {
      code: 'acv',
      text: withoutTrend(reason, narrated),
      figures: acv === null ? { active_logos } : { acv },
    };
  }
  if (acv === null || acv_prior === null || acv_trend_pct === null || then === null) {
    throw new Error('a trend without the two ACVs that it compares');
  }
  const difference = new Decimal(acv).minus(acv_prior);
  const amounts = difference.isZero()
    ? `: it is ${amountInWords(acv, currency)} ${whenInWords(then)} and ${whenInWords(now)}`
    : `, from ${amountInWords(acv_prior, currency)} ${whenInWords(then)} to ${amountInWords(acv, currency)} ${whenInWords(now)}`;
  return {
    code: 'acv',
    text: `ACV per customer ${moved(acv_trend_pct, difference)}${amounts}.${atConstantCurrency(narrated)}`,
    figures: { acv, acv_prior, acv_trend_pct, ...(acv_trend_cc_pct !== null && { acv_trend_cc_pct }) },
  };
};
