import type { Sentence } from '@app/domain';
import type { BridgeStep, ExplainedCustomer, PeriodFigures } from '@app/processing';
import { wrapped } from '../../wrapped.ts';
import { emitted } from '../figure.ts';
import { bridgeText } from './bridge-text.ts';
import { customersText } from './customers-text.ts';
import { movementsText } from './movements-text.ts';

type Average = Readonly<{ acv: string | null; arr: string; logos: number }>;

const averageText = (title: string, { acv, arr, logos }: Average): string =>
  acv === null ? `${title}: none` : `${title} = ARR ${emitted(arr)} ÷ ${logos} active customers = ${emitted(acv)}`;

const noTrendText = ({ trend_null_reason: reason }: PeriodFigures): string =>
  reason === null ? '' : `There is no trend and no bridge: ${reason.replaceAll('_', ' ')}.`;

const trendText = (figures: PeriodFigures): string => {
  const { acv, acv_prior, acv_trend_pct, acv_trend_cc_pct } = figures;
  if (acv === null || acv_prior === null) return noTrendText(figures);
  return `Trend = (${emitted(acv)} − ${emitted(acv_prior)}) ÷ ${emitted(acv_prior)} = ${emitted(acv_trend_pct)} %; at constant currency ${emitted(acv_trend_cc_pct)} %`;
};

/** A comparison of two days, whichever they are. */
type Compared = Readonly<{
  figures: PeriodFigures;
  narrative: readonly Sentence[];
  bridge: readonly BridgeStep[] | null;
  customers: readonly ExplainedCustomer[];
}>;

/** The sections from the prior ACV to this one; each line can be checked from those above. */
export const comparisonSections = ({
  figures,
  narrative,
  bridge,
  customers,
}: Compared): readonly (readonly string[])[] => [
  narrative.flatMap(({ text }) => wrapped(text)),
  [
    averageText('Prior ACV', { acv: figures.acv_prior, arr: figures.opening_arr, logos: figures.opening_logos }),
    averageText('ACV', { acv: figures.acv, arr: figures.arr, logos: figures.active_logos }),
    trendText(figures),
  ],
  bridge === null ? [] : bridgeText(bridge, figures),
  movementsText(figures),
  customersText(customers),
];

/** The currencies whose contracts are left out of the figures; empty if there are none. */
export const missingText = ({ missing_fx: currencies }: PeriodFigures): string =>
  currencies.length === 0 ? '' : `; left out, because they have no exchange rate: ${currencies.join(', ')}`;
