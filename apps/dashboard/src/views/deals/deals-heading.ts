import type { Series } from '@app/wire/answers';
import { drawn, type Formats, type Given, periodText } from '@app/wording';

export const DEAL_FIGURES = [
  'bookings_count',
  'bookings_acv_total',
  'bookings_acv_average',
  'bookings_acv_median',
] as const;
export type DealFigure = (typeof DEAL_FIGURES)[number];

export const dealValues = ({ segments, periods }: Series, figure: DealFigure): readonly Given[] =>
  segments[0]?.figures[figure] ?? periods.map(() => null);

/** The finding of a period: how many deals were booked, and whether a few of them lift the average. */
export const dealsHeading = (series: Series, index: number, { count, whole }: Formats): string => {
  const at = (figure: DealFigure): Given => dealValues(series, figure)[index] ?? null;
  const name = periodText(series.periods[index] ?? '');
  const deals = drawn(at('bookings_count')) ?? 0;
  if (deals === 0) return `No deal was booked in ${name}`;
  const [average, median] = [at('bookings_acv_average'), at('bookings_acv_median')];
  const noun = deals === 1 ? 'deal was' : 'deals were';
  return `${count(deals)} ${noun} booked in ${name}: ${whole(average)} on average, median ${whole(median)}`;
};
