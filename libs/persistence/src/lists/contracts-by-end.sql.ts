import { LISTED_COLUMNS, LISTED_SPANS } from './contracts-by-customer.sql.ts';

/** The months from one day's calendar month to that of another. */
const monthsFrom = (from: string, to: string): string =>
  `(12 * (extract(year FROM ${to}) - extract(year FROM ${from})) + extract(month FROM ${to}) - extract(month FROM ${from}))::int`;

const plusMonths = (day: string, months: string): string => `(${day} + make_interval(months => ${months}))::date`;

/**
 * The end of the term in force on `day`, as \`inForceOn\` of processing gives it, for a contract that is active on it: the
 * stated end, or of a term that renews the end of the renewal that holds the day. Terms of whole months of their anchor
 * are counted in months, others in days. The first renewal that can hold the day is the one that ends in its month.
 */
export const endInForce = (day: string): string => `
  SELECT CASE
      WHEN term.stated_end IS NULL THEN coalesce(span.term_end, span.valid_to)
      WHEN ${day} < term.stated_end OR NOT coalesce(span.auto_renew, false) THEN term.stated_end
      WHEN whole.is_whole THEN ${plusMonths('term.anchor', 'months.till_end + renewal.number * months.length')}
      ELSE span.term_start + ((${day} - span.term_start) / (term.stated_end - span.term_start) + 1) * (term.stated_end - span.term_start)
    END AS term_ends
  FROM (
    SELECT coalesce(span.anchor, span.term_start) AS anchor, nullif(span.term_end, 'infinity') AS stated_end
  ) AS term
  CROSS JOIN LATERAL (
    SELECT ${monthsFrom('term.anchor', 'span.term_start')} AS till_start,
      ${monthsFrom('term.anchor', 'term.stated_end')} AS till_end,
      ${monthsFrom('span.term_start', 'term.stated_end')} AS length
  ) AS months
  CROSS JOIN LATERAL (
    SELECT months.length > 0
      AND ${plusMonths('term.anchor', 'months.till_start')} = span.term_start
      AND ${plusMonths('term.anchor', 'months.till_end')} = term.stated_end AS is_whole,
      greatest(0, ceil((${monthsFrom('term.anchor', day)} - months.till_end) / nullif(months.length, 0)::numeric))::int AS first
  ) AS whole
  CROSS JOIN LATERAL (
    SELECT whole.first
      + (${plusMonths('term.anchor', 'months.till_end + whole.first * months.length')} <= ${day})::int AS number
  ) AS renewal`;

/** By the end of the term in force on the day $1, from the place on; one pass over the spans of the day. */
export const contractsByEnd = (
  where: string,
  after: Readonly<{ end: string; contract: string }> | null,
  limit: string,
): string => `
SELECT ${LISTED_COLUMNS}, ends.term_ends::text AS place
FROM ${LISTED_SPANS} AS span
CROSS JOIN LATERAL (${endInForce('$1::date')}
) AS ends
WHERE ${where}
  ${after === null ? '' : `AND (ends.term_ends, span.contract_id) > (${after.end}::date, ${after.contract})`}
ORDER BY ends.term_ends, span.contract_id
LIMIT ${limit}`;
