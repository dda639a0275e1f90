import { MEASURES, STORED_MEASURE_NAMES } from '@app/domain';
import { converted, leftOut, rates, TERMS, termsUpTo, under } from './days.sql.ts';
import { spansOn } from '../runs/spans-of-runs.sql.ts';
import { column, type View, type ViewColumn } from './view.ts';

const CONTRACT_COLUMNS = {
  ...column('span', 'contract_id', 'The contract.'),
  ...column('span', 'customer_id', 'Its customer, after merges.'),
};

/** The columns that hold a measure, and the expression of each. */
const MEASURE_SQL: Readonly<Record<string, string>> = {
  ...Object.fromEntries(STORED_MEASURE_NAMES.map((name) => [MEASURES[name].column, `span.${MEASURES[name].column}`])),
  tcv: '(span.contract_value + span.one_time)',
};

const measures = Object.fromEntries(
  Object.values(MEASURES).map(({ column: name, meaning }): [string, ViewColumn] => [
    name,
    { sql: MEASURE_SQL[name] ?? 'NULL', meaning },
  ]),
);

const reportingMeasures = Object.fromEntries(
  Object.values(MEASURES).map(({ column: name }): [string, ViewColumn] => [
    `reporting_${name}`,
    {
      sql: converted(MEASURE_SQL[name] ?? 'NULL', 'rate.now'),
      meaning: `\`${name}\` in the reporting currency; null without a rate.`,
    },
  ]),
);

const contractsOn = (terms: string): string => `FROM ${terms} AS terms
CROSS JOIN LATERAL ${spansOn('terms.as_of')} AS span
LEFT JOIN ${under(terms, rates('terms.as_of'))} AS rate ON rate.currency = span.currency
LEFT JOIN ${under(terms, leftOut('terms.as_of'))} AS left_out
  ON left_out.contract_id = span.contract_id AND left_out.customer_id = span.customer_id`;

export const CONTRACT_TODAY: View = {
  name: 'contract_today',
  about: 'Every contract that is active on the last day taken, with its terms and measures: a row for each.',
  columns: {
    ...CONTRACT_COLUMNS,
    day: { sql: 'terms.as_of', meaning: 'The last day taken: the day of every figure in the row.' },
    ...column('span', 'currency', 'The currency of its measures.'),
    ...column('span', 'attributes', 'The attributes of the event that governs the day.'),
    term_start: { sql: 'coalesce(span.term_start, span.valid_from)', meaning: 'The first day of the stated term.' },
    term_end: {
      sql: `nullif(coalesce(span.term_end, span.valid_to), 'infinity')`,
      meaning: 'The day after the stated term; null for an evergreen contract.',
    },
    auto_renew: { sql: 'coalesce(span.auto_renew, false)', meaning: 'Whether the term renews by itself.' },
    ...column('span', 'renews', 'The contracts that it renews; null: none.'),
    counts: {
      sql: '(left_out.contract_id IS NULL)',
      meaning: 'Whether it counts for its customer; not if another active contract of the customer renews it.',
    },
    ...measures,
    fx_rate: { sql: 'rate.now', meaning: 'The rate to the reporting currency on the day, by the policy; null: none.' },
    ...reportingMeasures,
    reporting_currency: { sql: 'terms.reporting_currency', meaning: 'The currency of the reporting amounts.' },
    valid_from: { sql: 'span.valid_from', meaning: 'The first day on which the measures are as they are on the day.' },
    valid_to: {
      sql: `nullif(span.valid_to, 'infinity')`,
      meaning: 'The day after the last of these days; null: none.',
    },
  },
  from: contractsOn(TERMS),
};

/** The same view of another day, which is a date as SQL. */
export const contractsOfDay = (day: string): View => ({ ...CONTRACT_TODAY, from: contractsOn(termsUpTo(day)) });

/** The day that stands in for the booking day if that has no rate: the measured day of its month. */
const MONTH_MEASURED = `least((date_trunc('month', booking.booked_on::timestamp) + interval '1 month')::date - 1, terms.as_of)`;

const rateUpTo = (day: string): string =>
  `(SELECT fx_rate.rate FROM fx_rate WHERE fx_rate.currency = booking.currency AND fx_rate.date <= ${day} ORDER BY fx_rate.date DESC LIMIT 1)`;

/** OFFSET 0 makes it a column that is looked up once for a row, and once for all rows of one currency and day. */
const RATE_BOOKED = `(
  SELECT coalesce(
    ${rateUpTo('coalesce(terms.fx_date, booking.booked_on)')},
    ${rateUpTo(`coalesce(terms.fx_date, ${MONTH_MEASURED})`)}
  ) AS booked
  WHERE booking.currency <> terms.reporting_currency
  OFFSET 0
)`;

/** The spans with a currency that has no rate on some of their days, with the first day that has one; null: none. */
const UNRATED = `(
  SELECT span.contract_id, span.valid_from, span.valid_to, rated.since
  FROM ${TERMS} AS terms
  JOIN contract_span AS span ON span.currency <> terms.reporting_currency
  LEFT JOIN (SELECT currency, min(date) AS since FROM fx_rate GROUP BY currency) AS rated ON rated.currency = span.currency
  WHERE rated.since IS NULL OR rated.since > coalesce(terms.fx_date, span.valid_from)
)`;

/** The span that the contract has on the measured day of the month, if its currency has no rate by then. */
const IS_LEFT_OUT = `unrated.contract_id = booking.contract_id
  AND unrated.valid_from <= ${MONTH_MEASURED} AND unrated.valid_to > ${MONTH_MEASURED}
  AND (unrated.since IS NULL OR unrated.since > coalesce(terms.fx_date, ${MONTH_MEASURED}))`;

const FX_RATE = `CASE
    WHEN unrated.contract_id IS NOT NULL THEN NULL
    WHEN booking.currency = terms.reporting_currency THEN 1
    ELSE rate.booked
  END`;

const amount = (name: string, meaning: string): Readonly<Record<string, ViewColumn>> => ({
  [name]: { sql: `booking.${name}`, meaning: `${meaning}, in the currency of the contract.` },
  [`reporting_${name}`]: {
    sql: converted(`booking.${name}`, `(${FX_RATE})`),
    meaning: `\`${name}\` in the reporting currency; null without a rate.`,
  },
});

export const BOOKING: View = {
  name: 'booking',
  about: 'Every contract that was booked up to the last day taken, once, at the value of its first day with ARR.',
  columns: {
    ...column('booking', 'contract_id', 'The contract.'),
    ...column('booking', 'customer_id', 'Its customer, after merges.'),
    ...column('booking', 'booked_on', 'The day on which it was closed; of no stated day, `valued_on`.'),
    month: {
      sql: `date_trunc('month', booking.booked_on::timestamp)::date`,
      meaning: 'The first day of the month of `booked_on`.',
    },
    ...column('booking', 'valued_on', 'Its first day with ARR, on which it is valued.'),
    ...column('booking', 'opened_on', 'The day on which the deal was opened; null: not stated.'),
    ...column(
      'booking',
      'is_replacement',
      'Whether it renews other contracts: a replacement is no booking of new business.',
    ),
    ...column('booking', 'currency', 'The currency of the contract.'),
    ...amount('acv', 'Its ACV'),
    ...amount('contracted_acv', 'The part of it to which the customer is committed'),
    ...amount('tcv', 'Its total contract value; null for an evergreen term'),
    ...amount('net_value', 'The recurring value that its ACV is of'),
    ...amount('gross_value', 'The same before discounts'),
    ...column('booking', 'term_months', 'The months of its term; null for an evergreen one.'),
    fx_rate: {
      sql: FX_RATE,
      meaning:
        'The rate of the day on which it was booked, by the policy; null: none, or the contract is left out at the end of that month.',
    },
    reporting_currency: { sql: 'terms.reporting_currency', meaning: 'The currency of the reporting amounts.' },
  },
  from: `FROM ${TERMS} AS terms
JOIN booking ON booking.booked_on <= terms.as_of
LEFT JOIN LATERAL ${RATE_BOOKED} AS rate ON true
LEFT JOIN ${UNRATED} AS unrated ON ${IS_LEFT_OUT}`,
};
