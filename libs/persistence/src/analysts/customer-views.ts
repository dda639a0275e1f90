import { counts, converted, MONTHS, rates, TERMS } from './days.sql.ts';
import { spansOn } from '../runs/spans-of-runs.sql.ts';
import { column, type View } from './view.ts';

const NOW = 'month.measured_on';

const MONTH_COLUMNS = {
  ...column('month', 'month', 'The first day of the month.'),
  ...column('month', 'period', 'Its label: `2025-03`.'),
  ...column('month', 'measured_on', 'The day at whose close it is measured: its last one, or the last day taken.'),
  customer_id: { sql: 'customer.customer_id', meaning: 'The customer, after merges.' },
};

const REPORTING = {
  reporting_currency: { sql: 'terms.reporting_currency', meaning: 'The currency of every amount in the row.' },
};

/** The customers with ARR on the measured day, with sums in the reporting currency. */
const ACTIVE_CUSTOMERS = `
  SELECT
    span.customer_id,
    sum(${converted('span.arr', 'rate.now')}) AS arr,
    sum(CASE WHEN span.arr > 0 THEN ${converted('span.acv', 'rate.now')} ELSE 0 END) AS normalized_acv,
    sum(CASE WHEN span.arr > 0 THEN ${converted('span.contracted_acv', 'rate.now')} ELSE 0 END) AS contracted_acv,
    sum(${converted('span.gross_arr', 'rate.now')}) AS gross_arr,
    count(*) FILTER (WHERE span.arr > 0)::integer AS active_contracts
  FROM ${spansOn(NOW)} AS span
  JOIN ${rates(NOW)} AS rate ON rate.currency = span.currency
  WHERE ${counts('span', NOW)}
  GROUP BY span.customer_id
  HAVING sum(${converted('span.arr', 'rate.now')}) > 0`;

export const ARR_BY_CUSTOMER_MONTH: View = {
  name: 'arr_by_customer_month',
  about:
    'The ARR of every active customer at the end of every month, by the books as they are now: a row for each customer ' +
    'and month. Filter by month or by customer_id: the ARR is worked out for each month that is asked for.',
  columns: {
    ...MONTH_COLUMNS,
    arr: {
      sql: 'customer.arr',
      meaning: 'Its ARR. Over the customers of a month it adds up to `arr` of the snapshot.',
    },
    normalized_acv: { sql: 'customer.normalized_acv', meaning: 'The sum of `acv` of its contracts with ARR.' },
    contracted_acv: {
      sql: 'customer.contracted_acv',
      meaning: 'The sum of `contracted_acv` of its contracts with ARR.',
    },
    gross_arr: { sql: 'customer.gross_arr', meaning: 'Its ARR before discounts.' },
    active_contracts: {
      sql: 'customer.active_contracts',
      meaning: 'Its contracts with ARR, those left out not counted.',
    },
    first_active: { sql: 'known.first_active', meaning: 'The first day on which any of its contracts had ARR.' },
    ...REPORTING,
  },
  from: `FROM ${TERMS} AS terms
CROSS JOIN LATERAL ${MONTHS} AS month
CROSS JOIN LATERAL (${ACTIVE_CUSTOMERS}
) AS customer
LEFT JOIN customer AS known ON known.customer_id = customer.customer_id`,
};

/** Columns of views of customers by month, for the view of movements too. */
export const BY_CUSTOMER_MONTH = { columns: MONTH_COLUMNS, reporting: REPORTING };
