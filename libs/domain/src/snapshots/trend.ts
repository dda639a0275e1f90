import { type Decimal } from '../money/decimal.ts';
import { settled } from '../money/rounding.ts';
import { figureBlock } from './figure.ts';
import type { SegmentInPeriod } from './segment-in-period.ts';
import { averageAcv, type Standing } from './standing.ts';
import { trendNullReason } from './trend-null-reason.ts';

/** (now − then) ÷ then, or null if one of them is undefined. */
const changeRatio = (now: Decimal | null, then: Decimal | null): Decimal | null =>
  now === null || then === null ? null : settled(now.minus(then).div(then));

const averageThen = (then: Standing | null): Decimal | null => (then === null ? null : averageAcv(then));

/** The change of ACV at constant currency, as a ratio: today's contracts at the prior day's rates. */
export const constantCurrencyTrend = ({ now, nowAtPrior, prior }: SegmentInPeriod): Decimal | null =>
  changeRatio(averageAcv({ arr: nowAtPrior, logos: now.logos }), averageThen(prior));

export const TREND = figureBlock('trend', (segment) => {
  const [acv, prior] = [averageAcv(segment.now), averageThen(segment.prior)];
  return { segment, acv, prior, change: changeRatio(acv, prior) };
})({
  acv: {
    kind: 'quotient',
    meaning: '`arr` ÷ `active_logos`; null if no customer is active.',
    of: ({ acv }) => acv,
  },
  acv_prior: { kind: 'quotient', meaning: 'The same at the close of the prior period.', of: ({ prior }) => prior },
  acv_trend_pct: {
    kind: 'percentage',
    meaning: 'The change from `acv_prior` to `acv`, as a percentage.',
    of: ({ change }) => change,
  },
  acv_trend_ratio: { kind: 'ratio', meaning: 'The same as a ratio.', of: ({ change }) => change },
  trend_null_reason: {
    kind: 'reason',
    meaning: 'Why there is no trend',
    of: ({ segment }) => trendNullReason(segment),
  },
  acv_yoy_pct: {
    kind: 'percentage',
    meaning: 'The change against the year-ago period.',
    of: ({ segment, acv }) => changeRatio(acv, averageThen(segment.yearAgo)),
  },
  acv_trend_cc_pct: {
    kind: 'percentage',
    meaning: 'The trend at constant currency: today’s contracts at the prior day’s rates.',
    of: ({ segment }) => constantCurrencyTrend(segment),
  },
});
