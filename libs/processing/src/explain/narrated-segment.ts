import { type Figures, type Narrated, NARRATED_FIGURES } from '@app/domain';
import type { PeriodFigures } from './period-figures.ts';

type Compared = Readonly<{ figures: Figures; explained: PeriodFigures; now: string; then: string | null }>;

const narratedFigures = (figures: Figures): Narrated['figures'] =>
  Object.fromEntries(NARRATED_FIGURES.map((name) => [name, figures[name]])) as Narrated['figures'];

/** A comparison of a segment on two days. A period adds its signals, and whether it and the one before are final. */
export const narratedSegment = ({ figures, explained, now, then }: Compared): Narrated => ({
  now,
  then,
  currency: explained.reporting_currency,
  figures: narratedFigures(figures),
  bridge: explained.bridge,
  signals: [],
  missingFx: explained.missing_fx,
  openUntil: null,
  isPriorRestated: false,
});
