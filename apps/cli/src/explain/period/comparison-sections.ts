import { countInWords, type Sentence } from '@app/domain';
import type { BridgeStep, ExplainedCustomer, PeriodFigures } from '@app/processing';
import { PERCENTAGE_PLACES } from '../../options/digits-option.ts';
import { percentageText, wrapped } from '../../readable.ts';
import { sentencesText } from '../../sentences-text.ts';
import type { AmountText } from './amount-text.ts';
import { bridgeText } from './bridge-text.ts';
import { customersText } from './customers-text.ts';
import { movementsText } from './movements-text.ts';

type Average = Readonly<{ acv: string | null; arr: string; logos: number }>;

const averageText = (title: string, { acv, arr, logos }: Average, { amount }: AmountText): string =>
  acv === null
    ? `${title}: none`
    : wrapped(`${title} = ARR ${amount(arr)} ÷ ${countInWords(logos, 'active customer')} = ${amount(acv)}`, '  ');

const contractAcvText = (
  { normalized_acv_total: total, normalized_acv_average: average }: PeriodFigures,
  { amount }: AmountText,
): readonly string[] =>
  average === null
    ? []
    : [wrapped(`Contract ACV: the contracts’ own add up to ${amount(total)}, ${amount(average)} per customer`, '  ')];

const noTrendText = ({ trend_null_reason: reason }: PeriodFigures): string =>
  reason === null ? '' : `There is no trend and no bridge: ${reason.replaceAll('_', ' ')}.`;

const trendText = (figures: PeriodFigures, { amount }: AmountText): string => {
  const { acv, acv_prior, acv_trend_pct, acv_trend_cc_pct } = figures;
  if (acv === null || acv_prior === null) return noTrendText(figures);
  const [trend, atFormerRates] = [acv_trend_pct, acv_trend_cc_pct].map((each) =>
    percentageText(each, PERCENTAGE_PLACES),
  );
  return wrapped(
    `Trend = (${amount(acv)} − ${amount(acv_prior)}) ÷ ${amount(acv_prior)} = ${trend}; at constant currency ${atFormerRates}`,
    '  ',
  );
};

/** A comparison of two days, whichever they are. */
type Compared = Readonly<{
  figures: PeriodFigures;
  narrative: readonly Sentence[];
  bridge: readonly BridgeStep[] | null;
  customers: readonly ExplainedCustomer[];
}>;

/** The sections from the prior ACV to this one; each line can be checked from those above. */
export const comparisonSections = (
  { figures, narrative, bridge, customers }: Compared,
  text: AmountText,
): readonly (readonly string[])[] => [
  sentencesText(narrative),
  [
    averageText(
      'Prior ACV per customer',
      { acv: figures.acv_prior, arr: figures.opening_arr, logos: figures.opening_logos },
      text,
    ),
    averageText('ACV per customer', { acv: figures.acv, arr: figures.arr, logos: figures.active_logos }, text),
    trendText(figures, text),
    ...contractAcvText(figures, text),
  ],
  bridge === null ? [] : bridgeText(bridge, figures, text),
  movementsText(figures, text),
  customersText(customers, text),
];
