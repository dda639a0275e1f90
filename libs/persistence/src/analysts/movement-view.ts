import { BY_CUSTOMER_MONTH } from './customer-views.ts';
import { counts, covers, converted, MONTHS, rates, TERMS } from './days.sql.ts';
import type { View } from './view.ts';

const NOW = 'month.measured_on';
const PRIOR = 'month.prior_day';
const RATES = rates(NOW, PRIOR);

const hasRate = (span: string): string => `${span}.currency IN (SELECT currency FROM ${RATES} AS rated)`;

/** A contract whose currency on the measured day has no rate is left out of both days (definitions, section 6). */
const isRatedNow = (span: string): string => `NOT EXISTS (
    SELECT FROM contract_span AS unrated
    WHERE unrated.contract_id = ${span}.contract_id AND ${covers('unrated', NOW)} AND NOT ${hasRate('unrated')}
  )`;

const countedThen = (span: string): string =>
  `${covers(span, PRIOR)} AND ${counts(span, PRIOR)} AND ${isRatedNow(span)}`;

const isActiveNow = (customer: string): string => `EXISTS (
    SELECT FROM contract_span AS own
    WHERE own.customer_id = ${customer} AND own.arr > 0 AND ${covers('own', NOW)} AND ${hasRate('own')} AND ${counts('own', NOW)}
  )`;

/** Another customer, active on the measured day, has the contract itself then; by contract_changed_hands. */
const HAS_IT = `
    SELECT then_span.customer_id AS giver, now_span.customer_id AS receiver, ${converted('then_span.arr', 'rate.prior')} AS arr
    FROM contract
    JOIN contract_span AS then_span ON then_span.contract_id = contract.contract_id
    JOIN contract_span AS now_span ON now_span.contract_id = contract.contract_id
    JOIN ${RATES} AS rate ON rate.currency = then_span.currency
    WHERE contract.owners IS NOT NULL
      AND ${countedThen('then_span')}
      AND ${covers('now_span', NOW)} AND ${hasRate('now_span')}
      AND now_span.customer_id <> then_span.customer_id
      AND ${isActiveNow('now_span.customer_id')}`;

const renewsNow = (successor: string): string =>
  `${successor}.renews IS NOT NULL AND ${successor}.arr > 0 AND ${covers(successor, NOW)} AND ${hasRate(successor)}`;

/** The contract is no longer active, and one of another active customer renews it; of several the smallest id. */
const RENEWS_IT = `
    SELECT giver, receiver, arr FROM (
      SELECT DISTINCT ON (then_span.contract_id)
        then_span.customer_id AS giver, successor.customer_id AS receiver, ${converted('then_span.arr', 'rate.prior')} AS arr
      FROM contract_span AS successor
      CROSS JOIN LATERAL unnest(successor.renews) AS named(contract_id)
      JOIN contract_span AS then_span ON then_span.contract_id = named.contract_id
      JOIN ${RATES} AS rate ON rate.currency = then_span.currency
      WHERE ${renewsNow('successor')}
        AND successor.customer_id <> then_span.customer_id
        AND ${countedThen('then_span')}
        AND ${isActiveNow('successor.customer_id')}
        AND NOT EXISTS (
          SELECT FROM contract_span AS still WHERE still.contract_id = then_span.contract_id AND ${covers('still', NOW)}
        )
        -- Not if a contract of its own customer renews it.
        AND NOT EXISTS (
          SELECT FROM contract_span AS own
          WHERE own.customer_id = then_span.customer_id AND then_span.contract_id = ANY (own.renews) AND ${renewsNow('own')}
        )
      ORDER BY then_span.contract_id, successor.contract_id
    ) AS renewed`;

/** Each contract that counts on one of the days, and each that changed hands, once for either customer. */
const PARTS = `
    SELECT span.customer_id, 0::numeric AS prior, ${converted('span.arr', 'rate.now')} AS now,
      ${converted('span.arr', 'rate.prior')} AS now_at_prior, 0::numeric AS given, 0::numeric AS received
    FROM contract_span AS span
    JOIN ${RATES} AS rate ON rate.currency = span.currency
    WHERE ${covers('span', NOW)} AND ${counts('span', NOW)}
    UNION ALL
    SELECT span.customer_id, ${converted('span.arr', 'rate.prior')}, 0, 0, 0, 0
    FROM contract_span AS span
    JOIN ${RATES} AS rate ON rate.currency = span.currency
    WHERE ${countedThen('span')}
    UNION ALL
    SELECT giver, 0, 0, 0, arr, 0 FROM (${HAS_IT}) AS handed_over
    UNION ALL
    SELECT receiver, 0, 0, 0, 0, arr FROM (${HAS_IT}) AS handed_over
    UNION ALL
    SELECT giver, 0, 0, 0, arr, 0 FROM (${RENEWS_IT}) AS handed_over
    UNION ALL
    SELECT receiver, 0, 0, 0, 0, arr FROM (${RENEWS_IT}) AS handed_over`;

/** `base` is what a customer had then and what it received, less what it gave: A0* of the definitions, section 7. */
const BOTH_DAYS = `
  SELECT part.customer_id, sum(part.prior) AS prior, sum(part.now) AS now, sum(part.now_at_prior) AS now_at_prior,
    sum(part.given) AS given, sum(part.received) AS received,
    sum(part.prior) - sum(part.given) + sum(part.received) AS base
  FROM (${PARTS}
  ) AS part
  GROUP BY part.customer_id
  HAVING sum(part.prior) > 0 OR sum(part.now) > 0`;

const IS_NEW = '(month.prior_day IS NULL OR known.first_active > month.prior_day)';
const ENTERS = 'customer.base <= 0 AND customer.now > 0';
const STAYS = 'customer.base > 0 AND customer.now > 0';

const when = (condition: string, amount: string): string => `CASE WHEN ${condition} THEN ${amount} ELSE 0 END`;

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
CROSS JOIN LATERAL (${BOTH_DAYS}
) AS customer
LEFT JOIN customer AS known ON known.customer_id = customer.customer_id`,
};
