import { type Decimal } from '../money/decimal.ts';
import { settled } from '../money/rounding.ts';
import { amount, type Figures, percentage, share } from './emitted.ts';
import type { SegmentInPeriod } from './segment-in-period.ts';
import { averageAcv } from './standing.ts';

export type TrendNullReason = 'no_prior_period' | 'no_active_logos' | 'prior_without_logos';

export const trendNullReason = ({ now, prior }: SegmentInPeriod): TrendNullReason | null => {
  if (prior === null) return 'no_prior_period';
  if (now.logos === 0) return 'no_active_logos';
  return prior.logos === 0 ? 'prior_without_logos' : null;
};

/** (now − then) ÷ then, or null where one of them is undefined. */
const changeRatio = (now: Decimal | null, then: Decimal | null): Decimal | null =>
  now === null || then === null ? null : settled(now.minus(then).div(then));

/** The change of ACV at constant currency, as a ratio: today's contracts at the prior day's rates. */
export const constantCurrencyTrend = ({ now, nowAtPrior, prior }: SegmentInPeriod): Decimal | null =>
  changeRatio(averageAcv({ arr: nowAtPrior, logos: now.logos }), prior === null ? null : averageAcv(prior));

export const trendFigures = (segment: SegmentInPeriod): Figures => {
  const acv = averageAcv(segment.now);
  const prior = segment.prior === null ? null : averageAcv(segment.prior);
  const yearAgo = segment.yearAgo === null ? null : averageAcv(segment.yearAgo);
  const change = changeRatio(acv, prior);
  return {
    acv: amount(acv),
    acv_prior: amount(prior),
    acv_trend_pct: percentage(change),
    acv_trend_ratio: share(change),
    trend_null_reason: trendNullReason(segment),
    acv_yoy_pct: percentage(changeRatio(acv, yearAgo)),
    acv_trend_cc_pct: percentage(constantCurrencyTrend(segment)),
  };
};
