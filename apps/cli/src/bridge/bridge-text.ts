import { type BridgePart, Decimal, plain } from '@app/domain';
import type { BridgeStep, PeriodFigures } from '@app/processing';
import { tableWithBars } from '../bars/table-with-bars.ts';
import { waterfall, type WaterfallRow } from '../bars/waterfall.ts';
import type { ExplainedChange } from '../explain/explained-change.ts';
import { type AmountText, amountText } from '../explain/period/amount-text.ts';
import { subjectText } from '../explain/period/subject-text.ts';
import { sectionsText } from '../explain/sections-text.ts';
import { missingOnDayText } from '../missing-rates-text.ts';
import { wrapped } from '../readable.ts';
import { sentencesText } from '../sentences-text.ts';

type Row = Readonly<{ kind: WaterfallRow['kind']; label: string; amount: Decimal }>;

const PARTS: Readonly<Record<BridgePart, string>> = {
  left_mix: 'without those that left',
  price: 'price',
  quantity: 'quantity',
  discount: 'discount',
  product: 'product',
  fx: 'currency',
  entered_mix: 'with those that entered',
};

const total = (label: string, amount: string): Row => ({ kind: 'total', label, amount: new Decimal(amount) });

const acvRows = (steps: readonly BridgeStep[], { acv, acv_prior }: PeriodFigures): readonly Row[] => [
  total('prior ACV per customer', acv_prior ?? '0'),
  ...steps.map(({ part, amount }): Row => ({ kind: 'step', label: PARTS[part], amount })),
  total('ACV per customer', acv ?? '0'),
];

const MOVEMENTS = [
  ['new_arr', 'new'],
  ['reactivation_arr', 'reactivated'],
  ['transferred_in_arr', 'transferred in'],
  ['transferred_out_arr', 'transferred out'],
  ['moved_in_arr', 'moved in'],
  ['moved_out_arr', 'moved out'],
  ['expansion_arr', 'expansion'],
  ['contraction_arr', 'contraction'],
  ['churn_arr', 'churned'],
  ['fx_arr', 'currency'],
] as const satisfies readonly (readonly [keyof PeriodFigures, string])[];

/** Movements of nothing are left out. */
const arrRows = (figures: PeriodFigures): readonly Row[] => [
  total('opening ARR', figures.opening_arr),
  ...MOVEMENTS.map(([name, label]): Row => ({ kind: 'step', label, amount: new Decimal(figures[name]) })).filter(
    ({ amount }) => !amount.isZero(),
  ),
  total('closing ARR', figures.arr),
];

const waterfallText = (title: string, rows: readonly Row[], { amount, signed }: AmountText): string =>
  tableWithBars(
    [title, 'amount'],
    rows.map(({ kind, label, amount: value }) => [label, kind === 'total' ? amount(plain(value)) : signed(value)]),
    (width) =>
      waterfall(
        rows.map(({ kind, amount: value }) => ({ kind, amount: Number(plain(value)) })),
        width,
      ),
  );

const whenText = (change: ExplainedChange): string =>
  change.of === 'period'
    ? `of ${change.explanation.period.label} (${change.explanation.status}, measured on ${change.explanation.measuredOn})`
    : `from the close of ${change.explanation.from} to the close of ${change.explanation.to}`;

const measuredDay = (change: ExplainedChange): string =>
  change.of === 'period' ? change.explanation.measuredOn : change.explanation.to;

const noBridgeText = ({ trend_null_reason: reason }: PeriodFigures): string =>
  `There is no bridge of the ACV${reason === null ? '' : `: ${reason.replaceAll('_', ' ')}`}.`;

/** For people: how the ACV per customer and the ARR became what they are, as bars. */
export const bridgeText = (change: ExplainedChange, places: number): string => {
  const { figures, bridge, narrative } = change.explanation;
  const text = amountText(places);
  return sectionsText([
    [wrapped(`Bridge of ${subjectText(change.explanation)} ${whenText(change)}, in ${figures.reporting_currency}`)],
    missingOnDayText(figures.missing_fx, change.missing, `on ${measuredDay(change)}`),
    sentencesText(narrative),
    [bridge === null ? noBridgeText(figures) : waterfallText('ACV per customer', acvRows(bridge, figures), text)],
    [waterfallText('ARR', arrRows(figures), text)],
  ]);
};
