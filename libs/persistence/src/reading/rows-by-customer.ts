import type { Row, Transaction } from '../database/database.ts';
import { inlined } from '../snapshots/sql/script.ts';

/**
 * Number of rows fetched at once, which bounds the memory of a report, however many contracts there are, and how long it
 * keeps a program from answering others.
 */
const ROWS = 1000;

type CustomerRow = Row & Readonly<{ customer_id: string }>;

/** The cursor sorts its rows first. With this much memory it sorts a million contracts in a few runs. */
const SORTING_MEMORY = `SET LOCAL work_mem = '128MB'`;

const grouped = <R extends CustomerRow>(rows: readonly R[]): readonly (readonly R[])[] => [
  ...Map.groupBy(rows, ({ customer_id }) => customer_id).values(),
];

/**
 * The rows of a query, grouped by customer, some customers at a time. The query has to order its rows by customer_id. A
 * transaction can run one of these at a time, because the name of the cursor is fixed.
 */
export async function* rowsByCustomer<R extends CustomerRow>(
  { query }: Transaction,
  sql: string,
  parameters: readonly string[],
): AsyncGenerator<readonly (readonly R[])[]> {
  await query(SORTING_MEMORY);
  await query(`DECLARE rows_by_customer NO SCROLL CURSOR FOR ${inlined(sql, parameters)}`);
  let open: readonly R[] = [];
  for (let isLast = false; !isLast;) {
    const rows = await query<R>(`FETCH ${ROWS} FROM rows_by_customer`);
    isLast = rows.length < ROWS;
    const all = [...open, ...rows];
    const last = all.at(-1)?.customer_id;
    // The next rows may belong to the last customer too.
    const whole = isLast ? all : all.filter(({ customer_id }) => customer_id !== last);
    open = isLast ? [] : all.slice(whole.length);
    if (whole.length > 0) yield grouped(whole);
  }
  await query('CLOSE rows_by_customer');
}
