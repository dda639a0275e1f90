import { type CivilDate, daysBetween } from '../calendar/civil-date.ts';
import { partsBetween } from '../calendar/months-between.ts';
import { countUpTo } from '../lines/price-change-days.ts';
import { windows } from '../valuation/amendment-basis.ts';
import { isFixed } from '../valuation/measures.ts';
import type { Days } from '../valuation/pieces.ts';
import type { Standpoint } from '../valuation/rates-as-governed.ts';
import type { ValuationPolicy } from '../valuation/valuation.ts';

/**
 * A text that renewals of one entry share if they are worth the same; null if a renewal has to be valued by itself.
 * Between two turning days each line has one rate, so values are that rate times a length, in parts of a month or in
 * days. `turns` are the days, in order, on which a rate or the sum of one-time lines may change.
 */
export const renewalKey = (
  at: Standpoint,
  from: CivilDate,
  turns: readonly CivilDate[],
  policy: ValuationPolicy,
): string | null => {
  if (!isFixed(at) || at.term.isFirst || from !== at.term.start) return null;
  const { anchor, end } = at.term;
  const turned = countUpTo(turns, from);
  if (countUpTo(turns, end) > turned) return null;
  const { window, year } = windows(at, policy);
  const length = (days: Days): number => partsBetween(anchor, days.start, days.end);
  return `${turned} ${daysBetween(from, end)} ${partsBetween(anchor, from, end)} ${length(window)} ${length(year)}`;
};
