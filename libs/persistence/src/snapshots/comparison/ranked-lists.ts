import { Decimal } from '@app/domain';
import { sql } from '../sql/sql.ts';
import type { ComparisonTables } from '../sql/table-names.ts';

/** A list of values of each segment, of which some are asked for by their rank, ascending from 1. */
export type RankedList = Readonly<{
  name: 'arr' | 'booking_acv' | 'booking_term' | 'booking_cycle';
  /** The sum that says how many there are. */
  count: string;
  /** Which quantiles, in hundredths. */
  percents: readonly number[];
  /** How many of the largest values. */
  largest: number;
  /** `item`, `segment_set_id` and `value` of each. */
  rows: (tables: Pick<ComparisonTables, 'position' | 'datedAmount'>) => string;
}>;

const booked =
  (value: string): RankedList['rows'] =>
  ({ datedAmount }) => sql`
SELECT contract_id AS item, segment_set_id, ${value}::numeric AS value
FROM ${datedAmount}
WHERE kind = 'booking' AND ${value} IS NOT NULL`;

/** Postgres' own percentile_cont is floating point. */
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

/** The rank of the lower of the two values that a quantile lies between; as `quantilePosition` in the domain. */
export const lowerRank = (count: number, percent: number): number => Math.floor(((count - 1) * percent) / 100) + 1;

/** The least of a list's largest values is remembered beside its quantiles, as if it were one. */
export const LARGEST = 100;

/** The quantiles of a list that are remembered from take to take. */
export const pinnedPercents = ({ percents, largest }: RankedList): readonly number[] =>
  largest > 0 ? [...percents, LARGEST] : percents;

/** The rank of a remembered value. */
export const pinnedRank = ({ largest }: RankedList, count: number, percent: number): number =>
  percent === LARGEST ? Math.max(1, count - largest + 1) : lowerRank(count, percent);

/** The ranks that figures are made of, ascending. */
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

/** Values by rank, of each segment of each list. */
export class Ranks {
  private readonly values = new Map<string, Map<number, RankedValue>>();

  static keyOf(list: RankedList['name'], segment: string): string {
    return `${list}|${segment}`;
  }

  add(key: string, rank: number, value: RankedValue): void {
    const ofKey = this.values.get(key) ?? new Map<number, RankedValue>();
    this.values.set(key, ofKey.set(rank, value));
  }

  /** Asked only for ranks that are wanted. */
  valueAt(list: RankedList['name'], segment: string, rank: number): RankedValue {
    const value = this.values.get(Ranks.keyOf(list, segment))?.get(rank);
    if (value === undefined) throw new Error(`rank ${rank} of ${list} in ${segment} was not read`);
    return value;
  }

  at(list: RankedList['name'], segment: string): (rank: number) => Decimal {
    return (rank) => new Decimal(this.valueAt(list, segment, rank).value);
  }
}
