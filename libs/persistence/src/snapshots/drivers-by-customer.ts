import { Decimal, driverLine, type DriverLine, type Drivers, drivers } from '@app/domain';
import { productsFrom } from '@app/processing';
import type { Transaction } from '../database/database.ts';
import type { ComparisonTables } from './comparison-tables.ts';
import { type Among, spansOf } from './standing.sql.ts';

/** What drove the change of customers that were active on both days; text that a numeric keeps to the last digit. */
export const createDriver = (driver: string, onCommit: string): string => `
CREATE TEMPORARY TABLE IF NOT EXISTS ${driver} (
  customer_id text COLLATE "C" NOT NULL,
  price numeric NOT NULL,
  quantity numeric NOT NULL,
  discount numeric NOT NULL
) ${onCommit}`;

/** Spans of customers that were active both times and changed, in the order of the customers. */
const changedLines = (position: string, spans: string, among: string): string => `
SELECT p.customer_id, s.on_now, s.on_prior, s.currency, s.prior_rate::text, c.products
FROM ${position} p JOIN standing s ON s.customer_id = p.customer_id AND (s.on_now OR s.on_prior)
JOIN ${spans} c ON c.contract_id = s.contract_id AND c.valid_from = s.valid_from
WHERE p.changed AND p.arr > 0 AND p.prior_arr > 0 AND ${among}
ORDER BY p.customer_id`;

const OPEN = (position: string, spans: string): string =>
  `DECLARE changed_lines NO SCROLL CURSOR FOR ${changedLines(position, spans, 'true')}`;

/** Lines read at once: what bounds the memory of a period in which every price changes. */
const FETCH = 'FETCH 5000 FROM changed_lines';

const STORE = (driver: string): string => `
INSERT INTO ${driver} (customer_id, price, quantity, discount)
SELECT customer_id, price, quantity, discount
FROM json_to_recordset($1::json) AS d(customer_id text, price numeric, quantity numeric, discount numeric)`;

type LineRow = Readonly<{
  customer_id: string;
  on_now: boolean;
  on_prior: boolean;
  currency: string;
  prior_rate: string;
  products: string;
}>;

const linesOf = ({ currency, prior_rate, products }: LineRow): readonly DriverLine[] => {
  const rate = new Decimal(prior_rate);
  return productsFrom(products).map((product) => driverLine({ currency, ...product }, rate));
};

/** Lines that stand on both days drive nothing, but other lines of their product may be added to them. */
const driversIn = (rows: readonly LineRow[]): Drivers =>
  drivers(
    rows.filter(({ on_prior }) => on_prior).flatMap(linesOf),
    rows.filter(({ on_now }) => on_now).flatMap(linesOf),
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

/** Works out what drove each customer's change, and stores it. */
export const fillDrivers = async (
  { query }: Transaction,
  { position, driver }: Pick<ComparisonTables, 'position' | 'driver'>,
  among: Among,
): Promise<void> => {
  await query(OPEN(position, spansOf(among)));
  let open: readonly LineRow[] = [];
  for (let isLast = false; !isLast;) {
    const rows = await query<LineRow>(FETCH);
    isLast = rows.length === 0;
    const all = [...open, ...rows];
    const last = all.at(-1)?.customer_id;
    // The last customer may go on with the next rows.
    const whole = isLast ? all : all.filter(({ customer_id }) => customer_id !== last);
    open = isLast ? [] : all.slice(whole.length);
    if (whole.length > 0) await query(STORE(driver), [JSON.stringify(driverRows(whole))]);
  }
  await query('CLOSE changed_lines');
};

/** The drivers of some customers, by their ids; of none that was not active both times, or has not changed. */
export const driversOf = async (
  { query }: Transaction,
  position: string,
  customers: readonly string[],
): Promise<ReadonlyMap<string, Drivers>> => {
  const rows = await query<LineRow>(changedLines(position, spansOf('all'), 'p.customer_id = ANY($1)'), [customers]);
  return new Map([...Map.groupBy(rows, ({ customer_id }) => customer_id)].map(([id, own]) => [id, driversIn(own)]));
};
