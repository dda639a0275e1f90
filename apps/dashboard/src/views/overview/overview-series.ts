import type { Series } from '@app/wire/answers';
import type { Given } from '@app/wording';

/** The figures that the overview shows over time. */
export const SERIES_FIGURES = [
  'acv',
  'acv_trend_pct',
  'acv_median',
  'acv_p25',
  'acv_p75',
  'arr',
  'active_logos',
  'nrr_pct',
  'grr_pct',
] as const;
export type SeriesFigure = (typeof SERIES_FIGURES)[number];

/** The values of a figure of the one segment that was asked for, a value for each period. */
export const valuesOf = ({ segments, periods }: Series, figure: SeriesFigure): readonly Given[] =>
  segments[0]?.figures[figure] ?? periods.map(() => null);
