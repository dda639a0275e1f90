import { Decimal } from '@app/domain';
import { type Refusal, isRefusal, refusal } from '../../refusal.ts';
import { priceOfTotal } from '../price-of-total.ts';
import type { ColumnName } from './columns.ts';
import type { ReadRow, Values } from './read-row.ts';
import { rowPrice } from './row-price.ts';

/** A line of an event as JSON, still without its id, which depends on the other lines. */
export type Line = Readonly<Record<string, unknown>> & Readonly<{ kind: string; product: string }>;

const NO_PRODUCT = 'contract';

const bounds = ({ line_start: start, line_end: end }: Values): Readonly<Record<string, string>> => ({
  ...(start === undefined ? {} : { start }),
  ...(end === undefined ? {} : { end }),
});

const discounts = ({ discount_percent: value, discount_end: end }: Values): object =>
  value === undefined || new Decimal(value).isZero()
    ? {}
    : { discounts: [{ type: 'percent', value, ...(end === undefined ? {} : { end }) }] };

const recurring = (values: Values): Line | Refusal => {
  const priced = rowPrice(values);
  if (isRefusal(priced)) return priced;
  const stated = new Decimal(values['quantity'] ?? 1);
  if (!priced.isForEachUnit && stated.isZero() && priced.amount.gt(0)) {
    return refusal('contradictory', 'quantity', `is 0, but ${priced.column} is not`);
  }
  const { quantity, price } = priced.isForEachUnit
    ? { quantity: stated, price: priced.amount }
    : priceOfTotal(priced.amount, stated);
  return {
    kind: 'recurring',
    product: values['product'] ?? NO_PRODUCT,
    quantity: quantity.toFixed(),
    unit_price: price.toFixed(),
    per: priced.per,
    ...discounts(values),
    ...bounds(values),
  };
};

const commitment = (values: Values): Line | Refusal => {
  const priced = rowPrice(values);
  if (isRefusal(priced)) return priced;
  const amount = priced.isForEachUnit ? priced.amount.times(values['quantity'] ?? 1) : priced.amount;
  return {
    kind: 'usage_commitment',
    product: values['product'] ?? NO_PRODUCT,
    amount: amount.toFixed(),
    per: priced.per,
    ...discounts(values),
    ...bounds(values),
  };
};

/** Columns that say that an amount comes back, which one that is charged once does not. */
const RECURS = [
  'per',
  'mrr',
  'arr',
  'acv',
  'discount_percent',
  'discount_end',
  'line_end',
] as const satisfies readonly ColumnName[];

const FIGURES: ReadonlySet<string> = new Set(['mrr', 'arr', 'acv', 'discount_percent']);

/** Whether a column says that nothing comes back, as sheets do beside what is charged once. */
const isNought = (column: string, value: string): boolean => FIGURES.has(column) && new Decimal(value).isZero();

const oneTime = (values: Values): Line | Refusal => {
  const recurs = RECURS.find((column) => values[column] !== undefined && !isNought(column, values[column]));
  if (recurs !== undefined) return refusal('contradictory', 'kind', `is one_time, but the row has ${recurs}`);
  const { unit_price: price, amount, tcv, quantity } = values;
  const totals = [
    ...(price === undefined ? [] : [new Decimal(price).times(quantity ?? 1)]),
    ...(amount === undefined ? [] : [new Decimal(amount)]),
    ...(tcv === undefined ? [] : [new Decimal(tcv)]),
  ];
  const [total, ...others] = totals;
  if (total === undefined) return refusal('missing_field', 'amount', 'is empty');
  if (others.some((each) => !each.eq(total))) {
    return refusal('contradictory', 'amount', 'and the other amounts of the row are not the same');
  }
  const date = values['line_start'] ?? values['start'];
  return { kind: 'one_time', product: values['product'] ?? NO_PRODUCT, amount: total.toFixed(), date };
};

/** The line that a row states. */
export const rowLine = ({ values }: ReadRow): Line | Refusal => {
  if (values['discount_end'] !== undefined && values['discount_percent'] === undefined) {
    return refusal('missing_field', 'discount_percent', 'is empty, but discount_end is not');
  }
  const { kind } = values;
  if (kind === 'usage_commitment') return commitment(values);
  return kind === 'one_time' ? oneTime(values) : recurring(values);
};
