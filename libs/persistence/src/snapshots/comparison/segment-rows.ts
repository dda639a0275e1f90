import {
  type Bookings,
  Decimal,
  type MeasuredDays,
  type Movements,
  type Ranked,
  type Retention,
  type SegmentInPeriod,
  type SegmentPresence,
  type SegmentSums,
  type Standing,
} from '@app/domain';
import type { RankedList, Ranks } from './ranked-lists.ts';

/** One row of sums for a segment. `dimension` is a 1-based index into `dimensionsOf(policy)`; amounts are decimal text. */
export type SumsRow = Readonly<{ dimension: number; segment: string }> & Readonly<Record<string, string | number>>;

const amount = (row: SumsRow, name: string): Decimal => new Decimal(row[name] ?? 0);
const count = (row: SumsRow, name: string): number => Number(row[name] ?? 0);
const standing = (row: SumsRow, name: string): Standing => ({
  arr: amount(row, `${name}_arr`),
  logos: count(row, `${name}_logos`),
});

/** A segment by its key, with its sums and the values of its lists by rank. */
export type ReadSegment = Readonly<{ key: string; row: SumsRow; ranks: Ranks }>;

const ranked = ({ key, ranks }: ReadSegment, list: RankedList['name'], of: number): Ranked => ({
  count: of,
  at: ranks.at(list, key),
});

const segmentSums = (read: ReadSegment): SegmentSums => {
  const { row } = read;
  const now = standing(row, 'now');
  const arrAt = ranked(read, 'arr', now.logos).at;
  const largest = Array.from({ length: Math.min(10, now.logos) }, (_, i) => arrAt(now.logos - i));
  return {
    ...now,
    contracts: count(row, 'active_contracts'),
    grossArr: amount(row, 'gross_arr'),
    normalizedAcv: amount(row, 'acv'),
    contractedAcv: amount(row, 'contracted_acv'),
    expectedUsage: amount(row, 'expected_usage'),
    oneTime: amount(row, 'one_time_amount'),
    sumOfSquares: amount(row, 'squared_arr'),
    top1: largest[0] ?? new Decimal(0),
    top10: largest.reduce((sum, arr) => sum.plus(arr), new Decimal(0)),
    arrAt,
  };
};

const movements = (row: SumsRow): Movements => ({
  opening: standing(row, 'opening'),
  new: standing(row, 'new'),
  reactivation: standing(row, 'reactivation'),
  churn: standing(row, 'churn'),
  transferredIn: standing(row, 'transferred_in'),
  transferredOut: standing(row, 'transferred_out'),
  movedIn: standing(row, 'moved_in'),
  movedOut: standing(row, 'moved_out'),
  expansion: standing(row, 'expansion'),
  contraction: standing(row, 'contraction'),
  fx: amount(row, 'fx_arr'),
});

/** Retention since the prior day, or since the year-ago day, whose sums have the prefix. */
const retention = (row: SumsRow, prefix: '' | 'year_ago_'): Retention => ({
  opening: standing(row, `${prefix}base`),
  kept: amount(row, `${prefix}retained_arr`),
  keptAtMost: amount(row, `${prefix}retained_without_growth_arr`),
  churnedLogos: count(row, `${prefix}churn_logos`),
});

const bookings = (read: ReadSegment): Bookings => {
  const { row } = read;
  return {
    acv: amount(row, 'bookings_acv'),
    contractedAcv: amount(row, 'bookings_contracted_acv'),
    tcv: amount(row, 'bookings_tcv'),
    netValue: amount(row, 'bookings_net_value'),
    grossValue: amount(row, 'bookings_gross_value'),
    acvs: ranked(read, 'booking_acv', count(row, 'bookings')),
    termMonths: ranked(read, 'booking_term', count(row, 'bookings_with_term')),
    cycleDays: ranked(read, 'booking_cycle', count(row, 'bookings_with_sales_cycle')),
    replacements: { count: count(row, 'replacements'), acv: amount(row, 'replacements_acv') },
  };
};

export const segmentInPeriod = (read: ReadSegment, { prior, yearAgo }: MeasuredDays): SegmentInPeriod => {
  const { row } = read;
  return {
    now: segmentSums(read),
    nowAtPrior: amount(row, 'now_arr_at_prior_rate'),
    prior: prior === null ? null : standing(row, 'opening'),
    yearAgo: yearAgo === null ? null : standing(row, 'year_ago'),
    movements: movements(row),
    retention: retention(row, ''),
    yearRetention: yearAgo === null ? null : retention(row, 'year_ago_'),
    remaining: {
      logos: count(row, 'remaining_logos'),
      prior: amount(row, 'remaining_base_arr'),
      now: amount(row, 'remaining_arr'),
      nowAtPrior: amount(row, 'remaining_arr_at_prior_rate'),
      price: amount(row, 'price'),
      quantity: amount(row, 'quantity'),
      discount: amount(row, 'discount'),
    },
    placed: standing(row, 'mix'),
    bookings: bookings(read),
  };
};

export const presenceOf = (row: SumsRow): SegmentPresence => ({
  activeNow: count(row, 'now_logos'),
  activeThen: count(row, 'opening_logos'),
  bookings: count(row, 'bookings'),
  replacements: count(row, 'replacements'),
  oneTimeLines: count(row, 'one_time_lines'),
  expectedUsage: amount(row, 'expected_usage'),
});
