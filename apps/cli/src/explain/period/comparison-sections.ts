import type { BridgePart } from '@app/domain';
import type { BridgeStep, ExplainedCustomer, PeriodFigures, SegmentName } from '@app/processing';
import { table } from '../../table.ts';
import { emitted, figure, signed } from '../figure.ts';

const PARTS: Readonly<Record<BridgePart, string>> = {
  left_mix: 'left mix: without the customers that left',
  price: 'price: list prices of those that stayed',
  quantity: 'quantity: what those that stayed bought more or less of',
  discount: 'discount: those that stayed pay more or less of the list price',
  product: 'product: what those that stayed added, dropped or swapped',
  fx: 'currency: the same contracts at the new rates',
  entered_mix: 'entered mix: with the customers that entered',
};

const averageText = (what: string, acv: string | null, arr: string, logos: number): string =>
  acv === null ? `${what}: none` : `${what} = ARR ${emitted(arr)} ÷ ${logos} active customers = ${emitted(acv)}`;

const nullText = ({ trend_null_reason: reason }: PeriodFigures): string =>
  reason === null ? '' : `There is no trend and no bridge: ${reason.replaceAll('_', ' ')}.`;

const trendText = (figures: PeriodFigures): readonly string[] => {
  const { acv, acv_prior, acv_trend_pct, acv_trend_cc_pct } = figures;
  if (acv === null || acv_prior === null) return [nullText(figures)];
  return [
    `Trend = (${emitted(acv)} − ${emitted(acv_prior)}) ÷ ${emitted(acv_prior)} = ${emitted(acv_trend_pct)} %; at constant currency ${emitted(acv_trend_cc_pct)} %`,
  ];
};

const bridgeText = (steps: readonly BridgeStep[], { acv, acv_prior }: PeriodFigures): readonly string[] => [
  'Bridge: the parts add up exactly to the difference of the two',
  table(
    ['part', 'amount', 'leads to'],
    [
      ['prior ACV', '-', emitted(acv_prior)],
      ...steps.map(({ part, amount, leadsTo }) => [PARTS[part], signed(amount), figure(leadsTo)]),
      ['ACV', '-', emitted(acv)],
    ],
  ),
];

const movementRows = (f: PeriodFigures): readonly (readonly string[])[] => [
  ['opening', emitted(f.opening_arr), String(f.opening_logos)],
  ['+ new', emitted(f.new_arr), String(f.new_logos)],
  ['+ reactivated', emitted(f.reactivation_arr), String(f.reactivated_logos)],
  ['+ transferred in from another customer', emitted(f.transferred_in_arr), String(f.transferred_in_logos)],
  ['+ transferred out to another customer', emitted(f.transferred_out_arr), `${-f.transferred_out_logos}`],
  ['+ moved in from another segment', emitted(f.moved_in_arr), String(f.moved_in_logos)],
  ['+ moved out to another segment', emitted(f.moved_out_arr), `${-f.moved_out_logos}`],
  ['+ churned', emitted(f.churn_arr), `${-f.churned_logos}`],
  ['+ expansion', emitted(f.expansion_arr), `(${f.expansion_logos})`],
  ['+ contraction', emitted(f.contraction_arr), `(${f.contraction_logos})`],
  ['+ currency', emitted(f.fx_arr), '-'],
  ['= closing', emitted(f.arr), String(f.active_logos)],
];

const movementText = (figures: PeriodFigures): readonly string[] => [
  'Movements (customers in brackets stay, and do not add up)',
  table(['', 'ARR', 'customers'], movementRows(figures)),
];

type Column = Readonly<{ title: string; cell: (customer: ExplainedCustomer) => string }>;

const driverColumn = (driver: 'price' | 'quantity' | 'discount' | 'product'): Column => ({
  title: driver,
  cell: ({ drivers }) => (drivers === null ? '-' : signed(drivers[driver])),
});

/** Nearly always nothing changed hands, and there is one column less. */
const customerColumns = (hasTransfers: boolean): readonly Column[] => [
  { title: 'customer', cell: ({ customerId }) => customerId },
  { title: 'movement', cell: ({ movements }) => movements.join(', ').replaceAll('_', ' ') },
  { title: 'A0 (then)', cell: ({ prior }) => figure(prior) },
  ...(hasTransfers
    ? [{ title: 'T (changed hands)', cell: ({ transferred }: ExplainedCustomer) => signed(transferred) }]
    : []),
  { title: 'A1@0 (now, rates of then)', cell: ({ nowAtPrior }) => figure(nowAtPrior) },
  { title: 'A1 (now)', cell: ({ now }) => figure(now) },
  ...(['price', 'quantity', 'discount', 'product'] as const).map(driverColumn),
];

const customersText = (customers: readonly ExplainedCustomer[]): readonly string[] => {
  if (customers.length === 0) return ['No customer moved it.'];
  const hasTransfers = customers.some(({ transferred }) => !transferred.isZero());
  const columns = customerColumns(hasTransfers);
  return [
    `Customers that moved its ARR most, at constant currency; the drivers of those active both times add up to A1@0 − A0${hasTransfers ? ' − T' : ''}`,
    table(
      columns.map(({ title }) => title),
      customers.map((customer) => columns.map(({ cell }) => cell(customer))),
    ),
  ];
};

/** What is explained, whichever two days are compared. */
type Compared = Readonly<{
  figures: PeriodFigures;
  bridge: readonly BridgeStep[] | null;
  customers: readonly ExplainedCustomer[];
}>;

/** From the prior ACV to this one, so that each line can be checked from those above. */
export const comparisonSections = ({ figures, bridge, customers }: Compared): readonly (readonly string[])[] => [
  [
    averageText('Prior ACV', figures.acv_prior, figures.opening_arr, figures.opening_logos),
    averageText('ACV', figures.acv, figures.arr, figures.active_logos),
    ...trendText(figures),
  ],
  bridge === null ? [] : bridgeText(bridge, figures),
  movementText(figures),
  customersText(customers),
];

/** Which segment of the book, and what had to be left out of it. */
export const subjectText = ({ dimension, segment }: SegmentName): string =>
  dimension === 'all' ? 'the whole book' : `${dimension} ${segment}`;

export const missingText = ({ missing_fx: currencies }: PeriodFigures): string =>
  currencies.length === 0 ? '' : `; left out because there is no rate: ${currencies.join(', ')}`;

/** Sections with a blank line between them. */
export const sectionsText = (sections: readonly (readonly string[])[]): string =>
  sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n');
