import { BANDS_MAX, Decimal } from '@app/domain';
import { CURRENCY } from '../fields/currency.ts';
import { DATE } from '../fields/date.ts';
import { bad, type Field, isObject, NO_TEXT, type Stated } from '../fields/field.ts';
import { named } from '../fields/json-schema.ts';
import { list } from '../fields/list.ts';
import { whole } from '../fields/number.ts';
import { closed, optional, required, type Rule } from '../fields/object.ts';
import { shown } from '../fields/shown.ts';
import { IDENTIFIER, word } from '../fields/text.ts';

/** A policy is written by hand, unlike an event, so a JSON number with decimals is accepted and means what it shows. */
const PLAIN_DECIMAL = /^\d{1,15}(?:\.\d{1,10})?$/;
const NO_DECIMAL = bad('is not a decimal of 0 or more, below 10^15, with at most 10 decimals');

const DECIMAL: Field<string | number> = {
  fault(value) {
    if (typeof value !== 'string' && typeof value !== 'number') return NO_DECIMAL;
    const text = typeof value === 'number' && Number.isFinite(value) ? new Decimal(value).toFixed() : String(value);
    return PLAIN_DECIMAL.test(text) ? null : NO_DECIMAL;
  },
  schema: (names) =>
    named(names, 'PolicyDecimal', () => ({
      type: ['string', 'number'],
      pattern: PLAIN_DECIMAL.source,
      minimum: 0,
      exclusiveMaximum: 1e15,
    })),
};

/**
 * Only names are accepted, because an offset has no summer time. Postgres and the runtime both have to have the name.
 */
const isTimezone = (name: string): boolean => {
  if (/^[+-]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

const TIMEZONE: Field<string> = {
  fault(value) {
    if (typeof value !== 'string') return NO_TEXT;
    return isTimezone(value) ? null : bad(`${shown(value)} is not in the IANA time zone database`);
  },
  schema: () => ({ type: 'string', description: 'A name of the IANA time zone database.' }),
};

const GRAIN = word(['month', 'quarter', 'year']);

const ALWAYS_THERE: readonly unknown[] = ['all', 'cohort', 'acv_band'];
const NO_CUSTOMERS = '(none)';

const repeated = (items: readonly unknown[]): unknown => items.find((item, at) => items.indexOf(item) !== at);

const eachOnce: Rule = (items) => {
  const twice = Array.isArray(items) ? repeated(items) : undefined;
  return twice === undefined ? null : bad(`names ${shown(twice)} twice`);
};

const attributesEachOnce: Rule = (dimensions, ...rest) => {
  const names: readonly unknown[] = Array.isArray(dimensions) ? dimensions : [];
  const builtIn = names.find((name) => ALWAYS_THERE.includes(name));
  return builtIn === undefined ? eachOnce(dimensions, ...rest) : bad(`names ${shown(builtIn)}, which is always there`);
};

const BANDS = list(closed('a band', { label: required(IDENTIFIER), from: required(DECIMAL) }), {
  least: 1,
  most: BANDS_MAX,
  tooMany: (count) => bad(`holds ${count} bands, more than ${BANDS_MAX}`),
});

/**
 * The bands divide all amounts from 0 on: one starts at 0, no two start at the same amount, and no label is repeated.
 */
const divideAll: Rule = (bands) => {
  if (!Array.isArray(bands)) return null;
  const labels = bands.map((band: unknown) => (isObject(band) ? band['label'] : null));
  const edges = bands.map((band: unknown) => (isObject(band) ? new Decimal(String(band['from'])).toFixed() : null));
  const [label, edge] = [repeated(labels), repeated(edges)];
  if (label !== undefined) return bad(`has the label ${shown(label)} twice`);
  if (labels.includes(NO_CUSTOMERS)) return bad(`has the label ${NO_CUSTOMERS}, which is reserved`);
  if (edge !== undefined) return bad(`has two bands from ${shown(edge)}`);
  return edges.includes('0') ? null : bad('has no band from 0');
};

const dateIfConstant: Rule = (fx, { fx_date: date }) =>
  fx === 'constant' && (date ?? null) === null ? bad('constant needs fx_date') : null;

const onlyIfConstant: Rule = (_date, { fx }) => (fx === 'constant' ? null : bad('is only allowed with fx constant'));

const SIGNALS = closed('the object of signals', {
  compression_periods: optional(whole(1, 1000)),
  compression_nrr_band: optional(DECIMAL),
  whale_share: optional(DECIMAL),
  swing: optional(DECIMAL),
});

/** The keys of a policy, all of them optional. */
export const POLICY = closed('a policy', {
  reporting_currency: optional(CURRENCY),
  timezone: optional(TIMEZONE),
  ramp: optional(word(['average_in_year', 'exit_run_rate', 'term_average'])),
  amendment_basis: optional(word(['remaining_term', 'whole_term'])),
  discounts: optional(word(['lasting', 'all'])),
  grains: optional(list(GRAIN, { least: 1 }), eachOnce),
  fiscal_year_start_month: optional(whole(1, 12)),
  dimensions: optional(list(IDENTIFIER), attributesEachOnce),
  bands: optional(BANDS, divideAll),
  cohort_grain: optional(GRAIN),
  fx: optional(word(['period_end', 'constant']), dateIfConstant),
  fx_date: optional(DATE, onlyIfConstant),
  close_after_days: optional(whole(0, 3650)),
  renewal_grace_days: optional(whole(0, 3650)),
  periods_from: optional(DATE),
  signals: optional(SIGNALS),
});

export type StatedPolicy = Stated<typeof POLICY>;
