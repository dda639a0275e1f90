import { addedDrivers, Decimal, driverLine, type DriverLine, type Drivers, drivers, NO_DRIVERS } from '@app/domain';
import type { Transaction } from '../database/database.ts';
import { segmentKey } from './segment-key.ts';
import { CHANGED_PAGE } from './sums.sql.ts';

/** Customers read at once: what bounds the memory of a period in which every price changes. */
const PAGE = 2000;

/** [kind, product, gross, net, quantity], as a span stores it. */
type ProductJson = readonly [string, string, string, string, string];
/** [side, currency, rate of the prior day, products as JSON text] */
type LineJson = readonly [0 | 1, string, string, string];

export type ChangedRow = Readonly<{
  customer_id: string;
  segments: readonly string[];
  prior_segments: readonly string[];
  lines: readonly LineJson[];
}>;

const linesOn = (side: 0 | 1, lines: readonly LineJson[]): readonly DriverLine[] =>
  lines.flatMap(([on, currency, rate, products]) =>
    on === side
      ? // The store holds no other JSON here than what the fold wrote.
        (JSON.parse(products) as readonly ProductJson[]).map(([kind, product, gross, net, quantity]) =>
          driverLine({ currency, kind, product, gross, net, quantity }, new Decimal(rate)),
        )
      : [],
  );

/** What drove the change of one customer. */
export const driversOf = ({ lines }: ChangedRow): Drivers => drivers(linesOn(0, lines), linesOn(1, lines));

/** Price, quantity and discount of every segment, over the customers that stood in it both times. */
export const driversBySegment = async ({ query }: Transaction): Promise<ReadonlyMap<string, Drivers>> => {
  const sums = new Map<string, Drivers>();
  const add = (row: ChangedRow): void => {
    const own = driversOf(row);
    for (const [i, segment] of row.segments.entries()) {
      if (row.prior_segments[i] !== segment) continue;
      const key = segmentKey(i + 1, segment);
      sums.set(key, addedDrivers(sums.get(key) ?? NO_DRIVERS, own));
    }
  };
  for (let behind: string | null = ''; behind !== null;) {
    const rows: ChangedRow[] = await query<ChangedRow>(CHANGED_PAGE, [behind, PAGE]);
    rows.forEach(add);
    behind = rows.length < PAGE ? null : (rows.at(-1)?.customer_id ?? null);
  }
  return sums;
};
