import { Decimal, driverLine, type DriverLine, type Drivers, drivers } from '@app/domain';
import { linesFrom } from '@app/processing';
import type { Transaction } from '../../database/database.ts';
import type { ComparisonTables } from '../sql/table-names.ts';
import { type Among, spansOf } from '../sql/day-spans.sql.ts';

/** What drove the change of customers that were active on both days; text that a numeric keeps to the last digit. */
export const createDriver = (driver: string, onCommit: string): string => `
CREATE TEMPORARY TABLE IF NOT EXISTS ${driver} (
  customer_id text COLLATE "C" NOT NULL,
  price numeric NOT NULL,
  quantity numeric NOT NULL,
  discount numeric NOT NULL
) ${onCommit}`;

/**
 * Spans of customers that are active on both days and changed, in the order of the customers. On the prior day a span counts
 * for the customer to which its contract has been handed over since.
 */
type Tables = Pick<ComparisonTables, 'position' | 'handedOver'>;

const changedLines = ({ position, handedOver }: Tables, spans: string, among: string): string => `
WITH held AS (
  SELECT s.customer_id, s.contract_id, s.valid_from, s.currency, s.prior_rate, s.on_now,
    s.on_prior AND h.contract_id IS NULL AS on_prior
  FROM standing s LEFT JOIN ${handedOver} h ON h.contract_id = s.contract_id AND h.valid_from = s.valid_from
  UNION ALL
  SELECT h.receiver, s.contract_id, s.valid_from, s.currency, s.prior_rate, false, true
  FROM ${handedOver} h JOIN standing s ON s.contract_id = h.contract_id AND s.valid_from = h.valid_from AND s.on_prior
)
SELECT p.customer_id, s.contract_id, s.on_now, s.on_prior, s.currency, s.prior_rate::text, c.lines
FROM ${position} p JOIN held s ON s.customer_id = p.customer_id AND (s.on_now OR s.on_prior)
JOIN ${spans} c ON c.contract_id = s.contract_id AND c.valid_from = s.valid_from
WHERE p.changed AND p.arr > 0 AND p.held_arr > 0 AND ${among}
ORDER BY p.customer_id`;

const OPEN = (tables: Tables, spans: string): string =>
  `DECLARE changed_lines NO SCROLL CURSOR FOR ${changedLines(tables, spans, 'true')}`;

/** Lines read at once: what bounds the memory of a period in which every price changes. */
const FETCH = 'FETCH 5000 FROM changed_lines';

const STORE = (driver: string): string => `
INSERT INTO ${driver} (customer_id, price, quantity, discount)
SELECT customer_id, price, quantity, discount
FROM json_to_recordset($1::json) AS d(customer_id text, price numeric, quantity numeric, discount numeric)`;

type LineRow = Readonly<{
  customer_id: string;
  contract_id: string;
  on_now: boolean;
  on_prior: boolean;
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
  { driver, ...tables }: Tables & Pick<ComparisonTables, 'driver'>,
  among: Among,
): Promise<void> => {
  await query(OPEN(tables, spansOf(among)));
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
  tables: Tables,
  customers: readonly string[],
): Promise<ReadonlyMap<string, Drivers>> => {
  const rows = await query<LineRow>(changedLines(tables, spansOf('all'), 'p.customer_id = ANY($1)'), [customers]);
  return new Map([...Map.groupBy(rows, ({ customer_id }) => customer_id)].map(([id, own]) => [id, driversIn(own)]));
};
