import { counts, converted, rates, TERMS, under } from './days.sql.ts';
import { spansBetween } from '../runs/spans-of-runs.sql.ts';
import { column, type View } from './view.ts';

const month = (day: string): string => `(date_part('year', ${day}) * 12 + date_part('month', ${day}))::integer`;

/** Months from one day to another by the calendar, whatever the days of the month. */
const calendarMonths = (from: string, to: string): string => `${month(to)} - ${month(from)}`;

const added = (months: string): string => `(stated.anchor + make_interval(months => ${months}))::date`;

/** Of two renewals in a row, the end of the first one that ends after the day: the second ends in a later month. */
const RENEWED_TERM_END = `
      SELECT CASE
        WHEN ${added('renewal.months')} > stated.first THEN ${added('renewal.months')}
        ELSE ${added('renewal.months + whole.length')}
      END
      FROM (
        SELECT whole.before + (${calendarMonths('stated.anchor', 'stated.first')} - whole.before) / whole.length * whole.length AS months
        OFFSET 0
      ) AS renewal`;

/**
 * The end of the term in force on the first day of a span that is not before the last day taken (definitions, section 2):
 * that of the stated term, or of a renewal, which is counted in months of the anchor where the stated term is whole months
 * of it, else in its days. Null in days of grace. OFFSET 0 keeps what is worked out from being worked out again.
 */
const termEnd = (span: string): string => `CASE
    WHEN greatest(${span}.valid_from, terms.as_of) < coalesce(${span}.term_end, ${span}.valid_to)
      THEN nullif(coalesce(${span}.term_end, ${span}.valid_to), 'infinity')
    WHEN coalesce(${span}.auto_renew, false) THEN (
      SELECT CASE WHEN whole.length > 0 THEN (${RENEWED_TERM_END}
      )
      ELSE stated.term_start
        + ((stated.first - stated.term_start) / (stated.term_end - stated.term_start) + 1) * (stated.term_end - stated.term_start)
      END
      FROM (
        SELECT
          greatest(${span}.valid_from, terms.as_of) AS first,
          coalesce(${span}.term_start, ${span}.valid_from) AS term_start,
          coalesce(${span}.term_end, ${span}.valid_to) AS term_end,
          coalesce(${span}.anchor, ${span}.term_start, ${span}.valid_from) AS anchor
        OFFSET 0
      ) AS stated
      CROSS JOIN LATERAL (
        SELECT ${calendarMonths('stated.anchor', 'stated.term_start')} AS before, ${calendarMonths('stated.anchor', 'stated.term_end')} AS behind
        OFFSET 0
      ) AS months
      CROSS JOIN LATERAL (
        SELECT months.before, CASE
          WHEN ${added('months.before')} = stated.term_start AND ${added('months.behind')} = stated.term_end
          THEN months.behind - months.before ELSE 0
        END AS length
        OFFSET 0
      ) AS whole
    )
  END`;

const endsWithin = (span: string, dueOn: string): string =>
  `${span}.valid_to > terms.as_of AND ${dueOn} <= ${span}.valid_to`;

/** Whether no earlier span of the contract has such an end; only one that begins after the last day taken can have some. */
const IS_FIRST_END = `(due.valid_from <= terms.as_of OR NOT EXISTS (
    SELECT FROM contract_span AS earlier
    WHERE earlier.contract_id = due.contract_id AND earlier.valid_from < due.valid_from
      AND ${endsWithin('earlier', termEnd('earlier'))}
    OFFSET 0
  ))`;

/** All days on which others renew the contract, null if none ever does; by span_run_renews. */
const RENEWING = `(
  SELECT range_agg(daterange(successor.valid_from, successor.valid_to)) AS days
  FROM (
    SELECT * FROM span_run WHERE renews IS NOT NULL AND renews @> ARRAY[due.contract_id] OFFSET 0
  ) AS successor
  WHERE successor.contract_id <> due.contract_id
)`;

const ownSpan = (condition: string, until: string): string => `EXISTS (
      SELECT FROM contract_span AS own
      WHERE own.contract_id = due.contract_id AND ${condition} AND own.valid_from <= ${until} AND own.valid_to > term.due_on
      OFFSET 0
    )`;

/** Whether by a day another event governs the contract, or another active contract renews it. */
const isRenewed = (until: string): string => `(
    due.valid_to <= ${until} AND ${ownSpan('own.seq <> due.seq', until)}
    OR renewing.days IS NOT NULL AND renewing.days && daterange(term.due_on, ${until}, '[]')
  )`;

export const RENEWAL_DUE: View = {
  name: 'renewal_due',
  about:
    'The next term of every contract to end after the last day taken, with what is signed for the day after: a row for ' +
    'each contract with ARR on its last day.',
  columns: {
    ...column('due', 'contract_id', 'The contract.'),
    ...column('due', 'customer_id', 'Its customer, after merges.'),
    ...column('term', 'due_on', 'The first day after the term.'),
    month: {
      sql: `date_trunc('month', term.due_on::timestamp)::date`,
      meaning: 'The first day of the month of `due_on`.',
    },
    outcome: {
      sql: `CASE
    WHEN ${isRenewed('term.due_on')} THEN 'renewed'
    WHEN due.auto_renew AND (due.valid_to > term.due_on OR ${ownSpan('own.seq = due.seq', 'term.due_on')}) THEN 'auto_renewing'
    WHEN ${isRenewed('(term.due_on + terms.grace_days)')} THEN 'renewed'
    ELSE 'expiring'
  END`,
      meaning: 'What is signed: `renewed` (another event or contract goes on), `auto_renewing` or `expiring`.',
    },
    ...column('due', 'currency', 'The currency of the contract.'),
    ...column('due', 'arr', 'Its ARR on the last day of the term, in the currency of the contract.'),
    fx_rate: { sql: 'rate.now', meaning: 'The rate of the last day taken.' },
    reporting_arr: { sql: converted('due.arr', 'rate.now'), meaning: '`arr` in the reporting currency.' },
    ...column('due', 'attributes', 'The attributes of the event that governs that day.'),
    reporting_currency: { sql: 'terms.reporting_currency', meaning: 'The currency of the reporting amount.' },
  },
  from: `FROM ${TERMS} AS terms
CROSS JOIN LATERAL ${spansBetween('terms.as_of', `'infinity'::date`)} AS due
CROSS JOIN LATERAL (
  SELECT ${termEnd('due')} AS due_on
  OFFSET 0
) AS term
JOIN ${under(TERMS, rates('terms.as_of'))} AS rate ON rate.currency = due.currency
CROSS JOIN LATERAL ${RENEWING} AS renewing
WHERE due.arr > 0 AND ${endsWithin('due', 'term.due_on')} AND ${IS_FIRST_END}
  AND (renewing.days IS NULL OR ${counts('due', '(term.due_on - 1)')})`,
};
