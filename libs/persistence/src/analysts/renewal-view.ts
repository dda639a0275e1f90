import { counts, converted, rates, TERMS } from './days.sql.ts';
import { column, type View } from './view.ts';

/** Months from one day to another by the calendar, whatever the days of the month. */
const calendarMonths = (from: string, to: string): string =>
  `((extract(year FROM ${to}) - extract(year FROM ${from})) * 12 + extract(month FROM ${to}) - extract(month FROM ${from}))::integer`;

const added = (day: string, months: string): string => `(${day} + make_interval(months => ${months}))::date`;

/**
 * The end of the term in force on the first day of a span that is not before the last day taken (definitions, section 2):
 * that of the stated term, or of a renewal, which is counted in months of the anchor where the stated term is whole months
 * of it, else in its days. Null in days of grace.
 */
const TERM_END = `
  SELECT CASE
    WHEN stated.first < stated.term_end THEN stated.term_end
    WHEN NOT stated.auto_renew THEN NULL
    WHEN whole.length > 0 THEN (
      SELECT min(${added('stated.anchor', 'whole.before + (renewal.k + further.k) * whole.length')})
      FROM generate_series(0, 2) AS further(k)
      WHERE ${added('stated.anchor', 'whole.before + (renewal.k + further.k) * whole.length')} > stated.first
    )
    ELSE stated.term_start
      + ((stated.first - stated.term_start) / (stated.term_end - stated.term_start) + 1) * (stated.term_end - stated.term_start)
  END AS due_on
  FROM (
    SELECT
      greatest(span.valid_from, terms.as_of) AS first,
      coalesce(span.term_start, span.valid_from) AS term_start,
      coalesce(span.term_end, span.valid_to) AS term_end,
      coalesce(span.auto_renew, false) AS auto_renew,
      coalesce(span.anchor, span.term_start, span.valid_from) AS anchor
  ) AS stated
  CROSS JOIN LATERAL (
    SELECT ${calendarMonths('stated.anchor', 'stated.term_start')} AS before,
      ${calendarMonths('stated.anchor', 'stated.term_end')} AS behind
    WHERE stated.term_end < 'infinity'
  ) AS months
  CROSS JOIN LATERAL (
    SELECT months.before, CASE
      WHEN ${added('stated.anchor', 'months.before')} = stated.term_start AND ${added('stated.anchor', 'months.behind')} = stated.term_end
      THEN months.behind - months.before ELSE 0
    END AS length
  ) AS whole
  CROSS JOIN LATERAL (
    SELECT CASE WHEN whole.length > 0
      THEN (${calendarMonths('stated.anchor', 'stated.first')} - whole.before) / whole.length ELSE 0 END AS k
  ) AS renewal`;

/** The first term of each contract to end after the last day taken, as it is governed on the day before. */
const FIRST_ENDS = `
  SELECT DISTINCT ON (span.contract_id) span.*, term.due_on
  FROM contract_span AS span
  CROSS JOIN LATERAL (${TERM_END}
  ) AS term
  WHERE span.valid_to > terms.as_of AND term.due_on <= span.valid_to
  ORDER BY span.contract_id, span.valid_from`;

const onADay = (span: string, until: string): string =>
  `${span}.valid_from <= ${until} AND ${span}.valid_to > due.due_on`;

/** Whether by a day another event governs the contract, or another active contract renews it. */
const isRenewed = (until: string): string => `(
    EXISTS (SELECT FROM contract_span AS own WHERE own.contract_id = due.contract_id AND own.seq <> due.seq AND ${onADay('own', until)})
    OR EXISTS (
      SELECT FROM contract_span AS successor
      WHERE successor.renews IS NOT NULL AND successor.renews @> ARRAY[due.contract_id]
        AND successor.contract_id <> due.contract_id AND ${onADay('successor', until)}
    )
  )`;

export const RENEWAL_DUE: View = {
  name: 'renewal_due',
  about:
    'The next term of every contract to end after the last day taken, with what is signed for the day after: a row for ' +
    'each contract with ARR on its last day.',
  columns: {
    ...column('due', 'contract_id', 'The contract.'),
    ...column('due', 'customer_id', 'Its customer, after merges.'),
    ...column('due', 'due_on', 'The first day after the term.'),
    month: { sql: `date_trunc('month', due.due_on)::date`, meaning: 'The first day of the month of `due_on`.' },
    outcome: {
      sql: `CASE
    WHEN ${isRenewed('due.due_on')} THEN 'renewed'
    WHEN due.auto_renew AND EXISTS (
      SELECT FROM contract_span AS own
      WHERE own.contract_id = due.contract_id AND own.seq = due.seq AND ${onADay('own', 'due.due_on')}
    ) THEN 'auto_renewing'
    WHEN ${isRenewed('due.due_on + terms.grace_days')} THEN 'renewed'
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
CROSS JOIN LATERAL (${FIRST_ENDS}
) AS due
JOIN LATERAL ${rates('terms.as_of')} AS rate ON rate.currency = due.currency
WHERE due.arr > 0 AND ${counts('due', '(due.due_on - 1)')}`,
};
