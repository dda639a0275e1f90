import type { Row, Transaction } from '../database/database.ts';
import { inlined } from '../snapshots/sql/script.ts';

/** Rows read at once: this bounds the memory of a report, however many contracts there are. */
const ROWS = 5000;

type CustomerRow = Row & Readonly<{ customer_id: string }>;

/** The order of a cursor is that of its sort: with this much memory a million contracts are sorted in a few runs. */
const SORTING_MEMORY = `SET LOCAL work_mem = '128MB'`;

const grouped = <R extends CustomerRow>(rows: readonly R[]): readonly (readonly R[])[] => [
  ...Map.groupBy(rows, ({ customer_id }) => customer_id).values(),
];

/**
 * The rows of a query by customer, some customers at a time. The query orders them by customer_id. One at a time in a
 * transaction.
 */
export async function* byCustomer<R extends CustomerRow>(
  { query }: Transaction,
  sql: string,
  parameters: readonly string[],
): AsyncGenerator<readonly (readonly R[])[]> {
  await query(SORTING_MEMORY);
  await query(`DECLARE by_customer NO SCROLL CURSOR FOR ${inlined(sql, parameters)}`);
  let open: readonly R[] = [];
  for (let isLast = false; !isLast;) {
    const rows = await query<R>(`FETCH ${ROWS} FROM by_customer`);
    isLast = rows.length < ROWS;
    const all = [...open, ...rows];
    const last = all.at(-1)?.customer_id;
    // The last customer may go on with the next rows.
    const whole = isLast ? all : all.filter(({ customer_id }) => customer_id !== last);
    open = isLast ? [] : all.slice(whole.length);
    if (whole.length > 0) yield grouped(whole);
  }
  await query('CLOSE by_customer');
}
