import type { ScatterPoint } from '@app/charts';
import type { BookingAnswer } from '@app/wire/answers';
import { drawn, type Given } from '@app/wording';

/** The attribute by which deals are coloured. */
const TIER = 'tier';
const WITHOUT = '(none)';

export const tierOf = ({ attributes }: BookingAnswer): string => attributes[TIER] ?? WITHOUT;

/** The deals of a segment of an attribute; those without it are in `(none)`. */
export const dealsOf = (
  deals: readonly BookingAnswer[],
  dimension: string,
  segment: string,
): readonly BookingAnswer[] => deals.filter(({ attributes }) => (attributes[dimension] ?? WITHOUT) === segment);

/** The tiers of deals by name; those without one last. */
export const tiersOf = (deals: readonly BookingAnswer[]): readonly string[] =>
  [...new Set(deals.map(tierOf))].sort((a, b) => Number(a === WITHOUT) - Number(b === WITHOUT) || (a < b ? -1 : 1));

/** Deals as points of their ACV over another figure. A deal without one of the two is no point. */
export const dealPoints = (
  deals: readonly BookingAnswer[],
  across: (deal: BookingAnswer) => Given,
  text: (deal: BookingAnswer) => string,
): readonly ScatterPoint[] => {
  const tiers = tiersOf(deals);
  return deals.flatMap((deal) => {
    const [x, y] = [drawn(across(deal)), drawn(deal.reporting_acv)];
    return x === null || y === null ? [] : [{ x, y, group: tiers.indexOf(tierOf(deal)), text: text(deal) }];
  });
};
