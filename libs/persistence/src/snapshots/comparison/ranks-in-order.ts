import type { Transaction } from '../../database/database.ts';
import { copiedLines } from '../../database/copied-lines.ts';
import { sql } from '../sql/sql.ts';
import type { ComparisonTables } from '../sql/table-names.ts';
import { type RankedList, RANKED_LISTS, Ranks, wantedRanks } from './ranked-lists.ts';
import { segmentKey } from './segment-key.ts';

/**
 * How far a segment's values have been counted, how many of them are smaller than the last one, and the next wanted
 * rank.
 */
type Counter = {
  seen: number;
  below: number;
  last: string;
  next: number;
  readonly wanted: readonly number[];
  readonly key: string;
};

const counted = (counter: Counter, value: string, ranks: Ranks): void => {
  if (value !== counter.last) {
    counter.last = value;
    counter.below = counter.seen;
  }
  counter.seen += 1;
  if (counter.seen !== counter.wanted[counter.next]) return;
  ranks.add(counter.key, counter.seen, { value, below: counter.below });
  counter.next += 1;
};

/** The number of values that each segment has, by its key. */
export type Counts = (list: RankedList, segment: string) => number;

const countersOf = (
  list: RankedList,
  segmentsBySet: ReadonlyMap<string, readonly string[]>,
  counts: Counts,
): ReadonlyMap<string, readonly Counter[]> => {
  const bySegment = new Map<string, Counter>();
  const counterOf = (segment: string): Counter => {
    const wanted = wantedRanks(list, counts(list, segment));
    const counter = bySegment.get(segment) ?? {
      seen: 0,
      below: 0,
      last: '',
      next: 0,
      wanted,
      key: Ranks.keyOf(list.name, segment),
    };
    bySegment.set(segment, counter);
    return counter;
  };
  return new Map(
    [...segmentsBySet].map(([id, segments]) => [
      id,
      segments.map((segment, i) => counterOf(segmentKey(i + 1, segment))),
    ]),
  );
};

const inOrder = (list: RankedList, tables: ComparisonTables): string => sql`
-- The values of a ranked list in their order (${list.name}): percentiles and the largest (definitions, section 7).
COPY (
  SELECT segment_set_id, value
  FROM (
    ${list.rows(tables)}
  ) AS ranked
  ORDER BY value
) TO STDOUT`;

/**
 * Reads each list once, in the order of its values, and counts it in every segment at once. A list is therefore sorted
 * once, and not once for each dimension.
 */
export const ranksInOrder = async (
  transaction: Transaction,
  tables: ComparisonTables,
  segmentsBySet: ReadonlyMap<string, readonly string[]>,
  counts: Counts,
): Promise<Ranks> => {
  const ranks = new Ranks();
  for (const list of RANKED_LISTS) {
    const counters = countersOf(list, segmentsBySet, counts);
    for await (const lines of copiedLines(transaction.client, inOrder(list, tables))) {
      for (const line of lines) {
        const tab = line.indexOf('\t');
        const value = line.slice(tab + 1);
        for (const counter of counters.get(line.slice(0, tab)) ?? []) counted(counter, value, ranks);
      }
    }
  }
  return ranks;
};
