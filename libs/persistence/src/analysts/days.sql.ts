import { spansOn } from '../runs/spans-of-runs.sql.ts';

/**
 * What the views need of the policy, one row. The stored policy leaves out keys with their default. A constant rate is
 * that of `fx_date`. `day` is an expression for the day up to which the books are read. OFFSET 0 makes them values: the
 * planner would put the expressions into every condition, and a million rows would work them out again.
 */
export const termsUpTo = (day: string): string => `(
  SELECT
    coalesce(policy ->> 'reporting_currency', 'USD') AS reporting_currency,
    CASE WHEN policy ->> 'fx' = 'constant' THEN (policy ->> 'fx_date')::date END AS fx_date,
    coalesce((policy ->> 'renewal_grace_days')::integer, 0) AS grace_days,
    (policy ->> 'periods_from')::date AS periods_from,
    ${day} AS as_of,
    coalesce(first_day_taken, (SELECT min(valid_from) FROM span_run)) AS first_day,
    (SELECT array_agg(DISTINCT currency) FROM fx_rate) AS rated_currencies
  FROM store
  WHERE store.as_of IS NOT NULL
  OFFSET 0
)`;

/**
 * A relation that reads `terms`, by itself. A join with it needs nothing of the row beside it, so the planner can hash it
 * and read the other side in parallel.
 */
export const under = (terms: string, relation: string): string => `(
  SELECT own.* FROM ${terms} AS terms CROSS JOIN LATERAL ${relation} AS own
)`;

/** The same up to the last day taken. */
export const TERMS = termsUpTo('store.as_of');

/**
 * The calendar months that have snapshots, with the days on which each and the one before are measured, as values too. A
 * condition on them leaves out months before anything is worked out for them. Reads `terms`.
 */
export const MONTHS = `(
  SELECT
    first.day::date AS month,
    to_char(first.day, 'YYYY-MM') AS period,
    least((first.day + interval '1 month')::date - 1, terms.as_of) AS measured_on,
    CASE WHEN first.day > date_trunc('month', greatest(terms.first_day, terms.periods_from))
      THEN first.day::date - 1 END AS prior_day
  FROM generate_series(
    date_trunc('month', greatest(terms.first_day, terms.periods_from)::timestamp),
    date_trunc('month', terms.as_of::timestamp),
    interval '1 month'
  ) AS first(day)
  OFFSET 0
)`;

/** The rate of `known.currency` on a day, by the policy (definitions, section 6). By the primary key of fx_rate. */
const rateOn = (day: string): string => `(
      SELECT fx_rate.rate FROM fx_rate
      WHERE fx_rate.currency = known.currency AND fx_rate.date <= coalesce(terms.fx_date, ${day})
      ORDER BY fx_rate.date DESC LIMIT 1
    )`;

/** Every currency that has a rate on the day `now`, with it and that of the day `prior`, for which now's may stand in. */
export const rates = (now: string, prior = now): string => `(
  SELECT terms.reporting_currency COLLATE "C" AS currency, 1::numeric AS now, 1::numeric AS prior
  UNION ALL
  SELECT known.currency, rate.now, coalesce(rate.prior, rate.now)
  FROM unnest(terms.rated_currencies) AS known(currency)
  CROSS JOIN LATERAL (SELECT ${rateOn(now)} AS now, ${rateOn(prior)} AS prior) AS rate
  WHERE rate.now IS NOT NULL AND known.currency <> terms.reporting_currency
)`;

/** What is read of contracts that renew others or are renewed. */
const OF_SUCCESSION = ['contract_id', 'customer_id', 'renews', 'arr'] as const;

/** Whether a successor that names the contract of the span replaces it: of two that renew each other the larger id stays. */
const isReplaced = (span: string): string => `successor.contract_id <> ${span}.contract_id
      AND NOT (coalesce(successor.contract_id = ANY (${span}.renews), false) AND ${span}.contract_id > successor.contract_id)`;

/**
 * Whether the span counts for its customer on the day: no other active contract of the customer with ARR renews it
 * (definitions, section 6).
 */
export const counts = (span: string, day: string): string => `NOT EXISTS (
    SELECT FROM ${spansOn(day, OF_SUCCESSION)} AS successor
    CROSS JOIN LATERAL unnest(successor.renews) AS named(contract_id)
    WHERE successor.renews IS NOT NULL AND successor.arr > 0
      AND named.contract_id = ${span}.contract_id AND successor.customer_id = ${span}.customer_id
      AND ${isReplaced(span)}
  )`;

/**
 * The contracts that do not count for their customer on the day, by `counts`, a row for each. A join with it works this out
 * once, whereas `counts` in a column is a search for each row. By span_run_renews and the primary key of span_run.
 */
export const leftOut = (day: string): string => `(
    SELECT renewed.contract_id, renewed.customer_id
    FROM ${spansOn(day, OF_SUCCESSION)} AS successor
    CROSS JOIN LATERAL unnest(successor.renews) AS named(contract_id)
    JOIN ${spansOn(day, OF_SUCCESSION)} AS renewed
      ON renewed.contract_id = named.contract_id AND renewed.customer_id = successor.customer_id
    WHERE successor.renews IS NOT NULL AND successor.arr > 0
      AND ${isReplaced('renewed')}
    GROUP BY renewed.contract_id, renewed.customer_id
  )`;

/** An amount in the reporting currency. */
export const converted = (amount: string, rate: string): string =>
  `CASE WHEN ${rate} = 1 THEN ${amount} ELSE round10(${amount} * ${rate}) END`;
