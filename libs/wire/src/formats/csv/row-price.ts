import { type CivilDate, Decimal, monthsOfTerm, TIMES_A_YEAR } from '@app/domain';
import { type Refusal, refusal } from '../../refusal.ts';
import { PRICE_COLUMNS, type PriceColumn } from './columns.ts';
import type { Values } from './read-row.ts';

/** What a row costs: a price for each unit, or a total for all of them, for each `per`. */
export type RowPrice = Readonly<{ column: PriceColumn; per: string; amount: Decimal; isForEachUnit: boolean }>;

type Stated = RowPrice & Readonly<{ annual: Decimal; slack: Decimal }>;

/** Two figures of one price agree if they differ by less than this, in the longer view: sheets round to cents. */
const CENT = new Decimal('0.01');

const PER: Readonly<Record<Exclude<PriceColumn, 'unit_price' | 'amount'>, string>> = {
  mrr: 'month',
  arr: 'year',
  acv: 'year',
  tcv: 'term',
};

const perOf = (column: PriceColumn, { per }: Values): string | undefined =>
  column === 'unit_price' || column === 'amount' ? per : PER[column];

/** An amount for each interval, as an amount a year. A price for the term needs one that ends after it starts. */
const aYear = (amount: Decimal, per: string, { start, end }: Values): Decimal => {
  if (per !== 'term') return amount.times(TIMES_A_YEAR[per as keyof typeof TIMES_A_YEAR]);
  const from = start as CivilDate;
  const months = monthsOfTerm({ start: from, end: end as CivilDate, autoRenew: false, anchor: from });
  return amount.times(12).div(months ?? 12);
};

const stated = (column: PriceColumn, per: string, values: Values): Stated => {
  const isForEachUnit = column === 'unit_price';
  const amount = new Decimal(values[column] ?? 0);
  const units = isForEachUnit ? new Decimal(values['quantity'] ?? 1) : new Decimal(1);
  return {
    column,
    per,
    amount,
    isForEachUnit,
    annual: aYear(amount.times(units), per, values),
    slack: aYear(CENT.times(units), per, values),
  };
};

const disagree = (a: Stated, b: Stated): boolean => {
  const apart = a.annual.minus(b.annual).abs();
  return apart.gt(0) && apart.gte(a.slack.gt(b.slack) ? a.slack : b.slack);
};

/** The figure that rounding touched least; of two that say the same, the one that comes first in the table. */
const finest = (all: readonly Stated[]): Stated | null => {
  const [first, ...others] = all;
  if (first === undefined) return null;
  const least = others.reduce((best, each) => (each.slack.lt(best.slack) ? each : best), first);
  return all.find(({ annual }) => annual.eq(least.annual)) ?? least;
};

const NO_PRICE = refusal('missing_field', 'amount', `is empty, and so are the others of ${PRICE_COLUMNS.join(', ')}`);
const NO_END = refusal('missing_field', 'end', 'is empty, and tcv is for a whole term');
const NO_TERM = refusal('term_ends_before_it_starts', 'end', 'is not after start');
const A_STEP = refusal(
  'contradictory',
  'tcv',
  'is for the whole term, but line_start or line_end make the row a part of it',
);

const noWholeTerm = ({ start = '', end, line_start: from, line_end: to }: Values): Refusal | null => {
  if (end === undefined) return NO_END;
  if (end <= start) return NO_TERM;
  return from === undefined && to === undefined ? null : A_STEP;
};

/** The price of a row that recurs, by whichever of its columns state one. */
export const rowPrice = (values: Values): RowPrice | Refusal => {
  const filled = PRICE_COLUMNS.filter((column) => values[column] !== undefined);
  if (filled.length === 0) return NO_PRICE;
  const refused = filled.includes('tcv') ? noWholeTerm(values) : null;
  if (refused !== null) return refused;
  const all: Stated[] = [];
  for (const column of filled) {
    const per = perOf(column, values);
    if (per === undefined) {
      return refusal('missing_field', 'per', `is empty, and ${column} needs it; or call the column mrr, arr or tcv`);
    }
    all.push(stated(column, per, values));
  }
  for (const [i, one] of all.entries()) {
    const other = all.slice(i + 1).find((each) => disagree(one, each));
    if (other !== undefined) return contradiction(one, other);
  }
  return finest(all) ?? NO_PRICE;
};

const contradiction = (one: Stated, other: Stated): Refusal =>
  refusal(
    'contradictory',
    other.column,
    `says ${other.annual.toDecimalPlaces(2).toFixed()} a year, but ${one.column} ${one.annual.toDecimalPlaces(2).toFixed()}`,
  );
