import type { Comparison } from '@app/wire/answers';
import { signOf } from '@app/wording';

/**
 * Whether the whole moved one way and no segment did: each moved the other way or not at all, and at least one did. The
 * sign of a segment's rate effect is that of its change with customers placed as for mix and rate (definitions, section 7).
 */
export const isReversed = (whole: Comparison | undefined, segments: readonly Comparison[]): boolean => {
  const direction = signOf(whole?.acv_trend_pct);
  if (direction === null || direction === 0) return false;
  const signs = segments.map(({ rate_effect: rate }) => signOf(rate)).filter((sign) => sign !== null);
  return !signs.includes(direction) && signs.some((sign) => sign !== 0);
};
