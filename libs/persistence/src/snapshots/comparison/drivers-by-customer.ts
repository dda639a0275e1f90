import { Decimal, driverLine, type DriverLine, type Drivers, drivers } from '@app/domain';
import { linesFrom } from '@app/processing';
import type { Transaction } from '../../database/database.ts';
import type { Among } from '../sql/compared-days.sql.ts';
import { changedLines, type ComparedTables, storeDrivers } from '../sql/drivers.sql.ts';
import { joined, sql } from '../sql/sql.ts';
import type { ComparisonTables } from '../sql/table-names.ts';

const FETCH = sql`
-- Lines read at once: this bounds the memory of a period in which every price changes.
FETCH 5000 FROM changed_lines`;
const CLOSE = sql`
-- All lines were read.
CLOSE changed_lines`;

/**
 * Of touched customers the planner expects a handful of lines, whatever their number, and compared each with each: a
 * second of a take for two thousand customers.
 */
export const NO_LOOPS = sql`
-- Lets the planner hash, because a loop over all pairs grows with the square of the touched customers.
SET LOCAL enable_nestloop = off`;
const LOOPS = sql`
-- Back to the planner's own choice.
SET LOCAL enable_nestloop TO DEFAULT`;

type LineRow = Readonly<{
  customer_id: string;
  contract_id: string;
  counts_now: boolean;
  counts_prior: boolean;
  currency: string;
  prior_rate: string;
  lines: string;
}>;

const linesOf = ({ contract_id, currency, prior_rate, lines }: LineRow): readonly DriverLine[] => {
  const rate = new Decimal(prior_rate);
  return linesFrom(lines).map((line) => driverLine({ contractId: contract_id, currency, ...line }, rate));
};

const driversIn = (rows: readonly LineRow[]): Drivers =>
  drivers(
    rows.filter(({ counts_prior }) => counts_prior).flatMap(linesOf),
    rows.filter(({ counts_now }) => counts_now).flatMap(linesOf),
  );

type DriverRow = Readonly<{ customer_id: string; price: string; quantity: string; discount: string }>;

const driverRows = (rows: readonly LineRow[]): readonly DriverRow[] =>
  [...Map.groupBy(rows, ({ customer_id }) => customer_id)].map(([customerId, own]) => {
    const { price, quantity, discount } = driversIn(own);
    return {
      customer_id: customerId,
      price: price.toFixed(),
      quantity: quantity.toFixed(),
      discount: discount.toFixed(),
    };
  });

/** Calculates the drivers of each customer's change, and stores them. */
export const fillDrivers = async (
  { query }: Transaction,
  { driver, ...tables }: ComparedTables & Pick<ComparisonTables, 'driver'>,
  among: Among,
): Promise<void> => {
  const lines = changedLines(tables, { among });
  const cursor = sql`
-- Reads the lines of changed customers in the order of the customers, some at a time.
DECLARE changed_lines NO SCROLL CURSOR FOR
${lines}`;
  await query(among === 'touched' ? joined([NO_LOOPS, cursor, LOOPS]) : cursor);
  let open: readonly LineRow[] = [];
  for (let isLast = false; !isLast;) {
    const rows = await query<LineRow>(FETCH);
    isLast = rows.length === 0;
    const all = [...open, ...rows];
    const last = all.at(-1)?.customer_id;
    // The next rows may belong to the last customer too.
    const whole = isLast ? all : all.filter(({ customer_id }) => customer_id !== last);
    open = isLast ? [] : all.slice(whole.length);
    if (whole.length > 0) await query(storeDrivers(driver), [JSON.stringify(driverRows(whole))]);
  }
  await query(CLOSE);
};

/** The drivers of some customers, by id. A customer that was not active on both days, or did not change, has none. */
export const driversOf = async (
  { query }: Transaction,
  tables: ComparedTables,
  customers: readonly string[],
): Promise<ReadonlyMap<string, Drivers>> => {
  const asked = { among: 'all', only: 'position.customer_id = ANY($1)' } as const;
  const rows = await query<LineRow>(changedLines(tables, asked), [customers]);
  return new Map([...Map.groupBy(rows, ({ customer_id }) => customer_id)].map(([id, own]) => [id, driversIn(own)]));
};
