import { Decimal } from '@app/domain';
import { sql } from '../sql/sql.ts';
import type { ComparisonTables } from '../sql/table-names.ts';

/** A list of values that each segment has. Some of its values are read by rank, from 1, ascending. */
export type RankedList = Readonly<{
  name: 'arr' | 'booking_acv' | 'booking_term' | 'booking_cycle';
  /** The sum that counts the values. */
  count: string;
  /** The wanted quantiles, in hundredths. */
  percents: readonly number[];
  /** The number of largest values that are wanted. */
  largest: number;
  /** The query of the values, with the columns `item`, `segment_set_id` and `value`. */
  rows: (tables: Pick<ComparisonTables, 'position' | 'datedAmount'>) => string;
}>;

const booked =
  (value: string): RankedList['rows'] =>
  ({ datedAmount }) => sql`
SELECT contract_id AS item, segment_set_id, ${value}::numeric AS value
FROM ${datedAmount}
WHERE kind = 'booking' AND ${value} IS NOT NULL`;

/** Values are found by rank, because Postgres' own percentile_cont is floating point. */
export const RANKED_LISTS: readonly RankedList[] = [
  {
    name: 'arr',
    count: 'now_logos',
    percents: [25, 50, 75, 90],
    largest: 10,
    rows: ({ position }) => sql`
SELECT customer_id AS item, segment_set_id, arr AS value
FROM ${position}
WHERE arr > 0`,
  },
  { name: 'booking_acv', count: 'bookings', percents: [50, 75], largest: 0, rows: booked('amount') },
  { name: 'booking_term', count: 'bookings_with_term', percents: [50], largest: 0, rows: booked('term_months') },
  {
    name: 'booking_cycle',
    count: 'bookings_with_sales_cycle',
    percents: [50],
    largest: 0,
    rows: booked('sales_cycle_days'),
  },
];

/** A quantile lies between two values; this is the rank of the lower one, as in the domain's `quantilePosition`. */
export const lowerRank = (count: number, percent: number): number => Math.floor(((count - 1) * percent) / 100) + 1;

/** The name of the smallest of a list's largest values, which is kept like one more quantile. */
export const LARGEST = 100;

/** The quantiles of a list that are kept from take to take. */
export const pinnedPercents = ({ percents, largest }: RankedList): readonly number[] =>
  largest > 0 ? [...percents, LARGEST] : percents;

/** The rank of a kept quantile. */
export const pinnedRank = ({ largest }: RankedList, count: number, percent: number): number =>
  percent === LARGEST ? Math.max(1, count - largest + 1) : lowerRank(count, percent);

/** The ranks whose values the figures need, ascending. */
export const wantedRanks = ({ percents, largest }: RankedList, count: number): readonly number[] => {
  const ranks = new Set<number>();
  for (const percent of percents) {
    const lower = lowerRank(count, percent);
    ranks.add(lower).add(Math.min(lower + 1, count));
  }
  for (let rank = Math.max(1, count - largest + 1); rank <= count; rank += 1) ranks.add(rank);
  return count === 0 ? [] : [...ranks].toSorted((a, b) => a - b);
};

/** A value, and how many values of the list are smaller. */
export type RankedValue = Readonly<{ value: string; below: number }>;

/** The values by rank, for each segment of each list. */
export class Ranks {
  private readonly values = new Map<string, Map<number, RankedValue>>();

  static keyOf(list: RankedList['name'], segment: string): string {
    return `${list}|${segment}`;
  }

  add(key: string, rank: number, value: RankedValue): void {
    const ofKey = this.values.get(key) ?? new Map<number, RankedValue>();
    this.values.set(key, ofKey.set(rank, value));
  }

  /** Throws for a rank that was not wanted. */
  valueAt(list: RankedList['name'], segment: string, rank: number): RankedValue {
    const value = this.values.get(Ranks.keyOf(list, segment))?.get(rank);
    if (value === undefined) throw new Error(`rank ${rank} of ${list} in ${segment} was not read`);
    return value;
  }

  at(list: RankedList['name'], segment: string): (rank: number) => Decimal {
    return (rank) => new Decimal(this.valueAt(list, segment, rank).value);
  }
}
