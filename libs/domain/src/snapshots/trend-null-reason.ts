import type { SegmentInPeriod } from './segment-in-period.ts';

/** Why a trend is undefined; of several reasons the first in this order (definitions, section 7). */
export const TREND_NULL_REASONS = ['no_prior_period', 'no_active_logos', 'prior_without_logos'] as const;
export type TrendNullReason = (typeof TREND_NULL_REASONS)[number];

/** Null if there is a trend. */
export const trendNullReason = ({ now, prior }: SegmentInPeriod): TrendNullReason | null => {
  if (prior === null) return 'no_prior_period';
  if (now.logos === 0) return 'no_active_logos';
  return prior.logos === 0 ? 'prior_without_logos' : null;
};
