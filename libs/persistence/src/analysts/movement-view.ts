import { BY_CUSTOMER_MONTH } from './customer-views.ts';
import { counts, converted, leftOut, MONTHS, rates, TERMS } from './days.sql.ts';
import { spansOn, spansOnDays } from '../runs/spans-of-runs.sql.ts';
import type { View } from './view.ts';

const NOW = 'month.measured_on';
const PRIOR = 'month.prior_day';

const when = (condition: string, amount: string): string => `CASE WHEN ${condition} THEN ${amount} ELSE 0 END`;

const hasRate = (span: string): string => `${span}.currency IN (SELECT currency FROM rate)`;

/** OFFSET 0 makes it a search by key for each row that all cheaper conditions have left. */
const exists = (rows: string): string => `EXISTS (
      ${rows}
      OFFSET 0
    )`;

const isActiveNow = (customer: string): string =>
  exists(`SELECT FROM ${spansOn(NOW)} AS own
      WHERE own.customer_id = ${customer} AND own.arr > 0 AND ${hasRate('own')} AND ${counts('own', NOW)}`);

/** Another customer has the contract itself on the measured day; by contract_changed_hands. */
const HELD = `
      SELECT then_span.contract_id, then_span.customer_id, then_span.renews, then_span.currency, then_span.arr,
        now_span.customer_id AS receiver
      FROM contract
      JOIN ${spansOn(PRIOR)} AS then_span ON then_span.contract_id = contract.contract_id
      JOIN ${spansOn(NOW)} AS now_span ON now_span.contract_id = contract.contract_id
      WHERE contract.owners IS NOT NULL
        AND now_span.customer_id <> then_span.customer_id AND ${hasRate('now_span')}`;

const renewsNow = (successor: string): string =>
  `${successor}.renews IS NOT NULL AND ${successor}.arr > 0 AND ${hasRate(successor)}`;

/**
 * Contracts that ended, with each contract of another customer that renews them. The two conditions on the contract say
 * the same: by span_run_renews from the one side, by the primary key from the other.
 */
const RENEWED = `
      SELECT then_span.contract_id, then_span.customer_id, then_span.renews, then_span.currency, then_span.arr,
        successor.contract_id AS successor_id, successor.customer_id AS receiver
      FROM ${spansOn(PRIOR)} AS then_span
      JOIN ${spansOn(NOW)} AS successor
        ON successor.renews @> ARRAY[then_span.contract_id] AND then_span.contract_id = ANY (successor.renews)
      WHERE then_span.valid_to <= ${NOW}
        AND ${renewsNow('successor')} AND successor.customer_id <> then_span.customer_id`;

/** A contract that another customer has, or renews, from the day before. Its ARR counts for the customer at the rate of then. */
const handedOver = (contracts: string, conditions: readonly string[]): string => `
    SELECT held.customer_id AS giver, held.receiver, ${converted('held.arr', 'rate.prior')} AS arr
    FROM (
      WITH held AS (${contracts}
      )
      SELECT * FROM held
    ) AS held
    JOIN rate ON rate.currency = held.currency
    WHERE ${[counts('held', PRIOR), isActiveNow('held.receiver'), ...conditions].join('\n      AND ')}`;

const HAS_IT = handedOver(HELD, []);

const RENEWS_IT = handedOver(RENEWED, [
  `NOT ${exists(`SELECT FROM ${spansOn(NOW)} AS still
      WHERE still.contract_id = held.contract_id`)}`,
  // Not if a contract of its own customer renews it.
  `NOT ${exists(`SELECT FROM ${spansOn(NOW)} AS own
      WHERE own.customer_id = held.customer_id AND held.contract_id = ANY (own.renews) AND ${renewsNow('own')}`)}`,
  // Of several the smallest id.
  `NOT ${exists(`SELECT FROM (
        SELECT * FROM ${spansOn(NOW)} AS of_day WHERE renews IS NOT NULL AND renews @> ARRAY[held.contract_id] OFFSET 0
      ) AS other
      WHERE ${renewsNow('other')} AND other.contract_id < held.successor_id AND ${isActiveNow('other.customer_id')}`)}`,
]);

const joinLeftOut = (day: string, alias: string): string => `
    LEFT JOIN ${leftOut(day)} AS ${alias}
      ON ${alias}.contract_id = span.contract_id AND ${alias}.customer_id = span.customer_id`;

const COUNTS_NOW = `span.covers_now AND left_out.contract_id IS NULL`;

/**
 * A contract whose currency on the measured day has no rate is left out of both days (definitions, section 6). A span that
 * covers both has a rate, so only those that ended since are looked up.
 */
const COUNTED_THEN = `span.covers_prior AND left_out_then.contract_id IS NULL
      AND (span.valid_to > ${NOW} OR NOT ${exists(`SELECT FROM ${spansOn(NOW)} AS unrated
      WHERE unrated.contract_id = span.contract_id AND NOT ${hasRate('unrated')}`)})`;

/** What each customer has on both days, by one pass over the runs. */
const BOTH_DAYS = `
    SELECT span.customer_id,
      sum(${when(COUNTED_THEN, converted('span.arr', 'rate.prior'))}) AS prior,
      sum(${when(COUNTS_NOW, converted('span.arr', 'rate.now'))}) AS now,
      sum(${when(COUNTS_NOW, converted('span.arr', 'rate.prior'))}) AS now_at_prior
    FROM (
      ${spansOnDays({ now: NOW, prior: PRIOR }, ['contract_id', 'customer_id', 'currency', 'valid_to', 'arr'])}
    ) AS span
    JOIN rate ON rate.currency = span.currency${joinLeftOut(NOW, 'left_out')}${joinLeftOut(PRIOR, 'left_out_then')}
    GROUP BY span.customer_id`;

/** Each contract that changed hands, once for either customer. */
const TRANSFERRED = `
    SELECT side.customer_id, sum(side.given) AS given, sum(side.received) AS received
    FROM (
      SELECT giver AS customer_id, arr AS given, 0 AS received FROM (${HAS_IT}) AS handed_over
      UNION ALL
      SELECT receiver, 0, arr FROM (${HAS_IT}) AS handed_over
      UNION ALL
      SELECT giver, arr, 0 FROM (${RENEWS_IT}) AS handed_over
      UNION ALL
      SELECT receiver, 0, arr FROM (${RENEWS_IT}) AS handed_over
    ) AS side
    GROUP BY side.customer_id`;

/**
 * `base` is what a customer had then and what it received, less what it gave: A0* of the definitions, section 7. A
 * subquery that begins with WITH is planned by itself, so that its two sides are hashed, and a condition on the customer
 * still reaches both.
 */
const MOVED = `
  WITH rate AS MATERIALIZED (
    SELECT * FROM ${rates(NOW, PRIOR)} AS rated
  ), both_days AS (${BOTH_DAYS}
  ), transferred AS (${TRANSFERRED}
  )
  SELECT both_days.customer_id, both_days.prior, both_days.now, both_days.now_at_prior,
    coalesce(transferred.given, 0) AS given, coalesce(transferred.received, 0) AS received,
    both_days.prior - coalesce(transferred.given, 0) + coalesce(transferred.received, 0) AS base
  FROM both_days
  LEFT JOIN transferred ON transferred.customer_id = both_days.customer_id
  WHERE both_days.prior > 0 OR both_days.now > 0`;

/** Looked up for those that enter alone, which are few. */
const FIRST_ACTIVE =
  '(SELECT known.first_active FROM customer AS known WHERE known.customer_id = customer.customer_id)';
const IS_NEW = `(month.prior_day IS NULL OR ${FIRST_ACTIVE} > month.prior_day)`;
const ENTERS = 'customer.base <= 0 AND customer.now > 0';
const STAYS = 'customer.base > 0 AND customer.now > 0';

export const MOVEMENT_BY_CUSTOMER_MONTH: View = {
  name: 'movement_by_customer_month',
  about:
    'How the ARR of every customer moved from the month before, by the books as they are now: a row for each customer ' +
    'that has ARR at one of the ends. Opening plus all movements is arr, exactly. Filter by month or by customer_id.',
  columns: {
    ...BY_CUSTOMER_MONTH.columns,
    movement: {
      sql: `CASE
    WHEN ${ENTERS} THEN CASE WHEN ${IS_NEW} THEN 'new' ELSE 'reactivation' END
    WHEN customer.now = 0 THEN CASE WHEN customer.base > 0 THEN 'churn' ELSE 'transferred_out' END
    WHEN customer.now_at_prior > customer.base THEN 'expansion'
    WHEN customer.now_at_prior < customer.base THEN 'contraction'
    ELSE 'none'
  END`,
      meaning:
        'What the customer did: `new`, `reactivation`, `churn`, `expansion`, `contraction`, `transferred_out` (it gave ' +
        'all that it had) or `none`. A movement of rates alone is `none`.',
    },
    opening_arr: { sql: 'customer.prior', meaning: 'Its ARR at the end of the month before, at the rates of then.' },
    new_arr: {
      sql: when(`${ENTERS} AND ${IS_NEW}`, 'customer.now'),
      meaning: 'Its ARR, if it was never active before.',
    },
    reactivation_arr: {
      sql: when(`${ENTERS} AND NOT ${IS_NEW}`, 'customer.now'),
      meaning: 'Its ARR, if it was not active then, but earlier.',
    },
    churn_arr: {
      sql: when('customer.now = 0 AND customer.base > 0', '-customer.base'),
      meaning: 'Minus its ARR of then, if it is not active now.',
    },
    transferred_in_arr: { sql: 'customer.received', meaning: 'The ARR of contracts that it has from other customers.' },
    transferred_out_arr: { sql: '-customer.given', meaning: 'Minus the ARR of contracts that others have from it.' },
    expansion_arr: {
      sql: when(STAYS, 'greatest(customer.now_at_prior - customer.base, 0)'),
      meaning: 'How much more ARR it has, at the rates of then.',
    },
    contraction_arr: {
      sql: when(STAYS, 'least(customer.now_at_prior - customer.base, 0)'),
      meaning: 'How much less ARR it has, at the rates of then; negative.',
    },
    fx_arr: {
      sql: when(STAYS, 'customer.now - customer.now_at_prior'),
      meaning: 'What the rates of now make of the same contracts.',
    },
    arr: { sql: 'customer.now', meaning: 'Its ARR on the measured day.' },
    ...BY_CUSTOMER_MONTH.reporting,
  },
  from: `FROM ${TERMS} AS terms
CROSS JOIN LATERAL ${MONTHS} AS month
CROSS JOIN LATERAL (${MOVED}
) AS customer`,
};
