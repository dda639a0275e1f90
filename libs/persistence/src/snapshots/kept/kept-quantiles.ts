import { dimensionsOf, type Policy } from '@app/domain';
import type { Transaction } from '../../database/database.ts';
import type { ReadSums, SumsByKey } from '../comparison/period-sums.ts';
import { pinnedPercents, pinnedRank, RANKED_LISTS, Ranks } from '../comparison/ranked-lists.ts';
import { segmentKey } from '../comparison/segment-key.ts';
import type { KeptTables } from './kept-tables.ts';
import { advancePins, setPinsFound, WALK_NO_MORE } from './quantile-pins.sql.ts';
import { addRankedSegments } from './ranked-values.sql.ts';

/** Stores where every quantile was found. */
export const keepQuantiles = async (
  { query }: Transaction,
  policy: Policy,
  kept: KeptTables,
  { sums, ranks }: ReadSums,
): Promise<void> => {
  for (const statement of addRankedSegments(kept)) await query(statement, [dimensionsOf(policy).length]);
  const pins = RANKED_LISTS.flatMap((list) =>
    [...sums].flatMap(([key, row]) => {
      const values = Number(row[list.count] ?? 0);
      const { dimension, segment } = row;
      return (values === 0 ? [] : pinnedPercents(list)).map((percent) => {
        const { value, below } = ranks.valueAt(list.name, key, pinnedRank(list, values, percent));
        return { list: list.name, dimension, segment, percent, value, values_before: below };
      });
    }),
  );
  await query(setPinsFound(kept), [JSON.stringify(pins)]);
};

/** The values of a segment from a rank on. */
type PinRow = Readonly<{ dimension: number; segment: string; rank: number; values: readonly string[] }>;

/** Finds the present quantiles. */
export const readQuantiles = async ({ query }: Transaction, tables: KeptTables, sums: SumsByKey): Promise<Ranks> => {
  const rows = [...sums.values()];
  const ranks = new Ranks();
  for (const list of RANKED_LISTS) {
    // Planning the statement for an empty list would take longer than this check.
    if (!rows.some((row) => Number(row[list.count]) > 0)) continue;
    for (const { dimension, segment, rank, values } of await query<PinRow>(advancePins(tables, list))) {
      const key = Ranks.keyOf(list.name, segmentKey(dimension, segment));
      for (const [i, value] of values.entries()) ranks.add(key, rank + i, { value, below: rank + i - 1 });
    }
  }
  await query(WALK_NO_MORE);
  return ranks;
};
