import {
  type Booking,
  Decimal,
  type Drivers,
  type MeasuredDays,
  NO_DRIVERS,
  type Period,
  type PeriodRate,
  type Policy,
  type SegmentInPeriod,
  ZERO,
} from '@app/domain';
import type { PeriodSums, SegmentBookings, SegmentName } from '@app/processing';
import type { Row, Transaction } from '../database/database.ts';
import { dimensionsOf, segmentsOfInactive } from './dimensions.sql.ts';
import { driversBySegment } from './drivers-by-segment.ts';
import {
  CLEAR,
  CREATE_CHANGED,
  CREATE_COUNTED,
  CREATE_POSITION,
  FILL_CHANGED,
  FILL_COUNTED,
  fillPosition,
  TELL_PLANNER,
} from './position.sql.ts';
import { segmentKey } from './segment-key.ts';
import {
  movementsOf,
  nowAtPrior,
  type NowRow,
  openingStanding,
  type PlacedRow,
  placedStanding,
  type PriorRow,
  type Ranks,
  remainingOf,
  retentionOf,
  segmentSums,
  type ThenRow,
} from './segment-rows.ts';
import {
  BOOKINGS,
  BY_NOW,
  BY_PLACED,
  BY_PRIOR,
  BY_YEAR_AGO,
  CHARGES,
  CREATION_MISSING,
  LARGEST_MOVE,
  LEFT_OUT,
  RANKED,
} from './sums.sql.ts';

type RankedRow = Readonly<{ segment: string; rank: number; n: number; arr: string }>;
type ChargeRow = Readonly<{ segments: readonly string[]; amount: string }>;
type BookingRow = Readonly<{
  segments: readonly string[];
  is_replacement: boolean;
  acv: string;
  contracted_acv: string;
  tcv: string | null;
  net_value: string;
  gross_value: string;
  term_months: string | null;
  cycle_days: number | null;
}>;
type MoveRow = Readonly<{ customer_id: string; now: string; now_at_prior: string; prior: string }>;

/** The rows of one kind, of every segment of every dimension. */
type BySegment<R> = ReadonlyMap<string, R>;

const bySegment = async <R extends Row & Readonly<{ segment: string }>>(
  { query }: Transaction,
  statement: string,
  dimensions: number,
): Promise<BySegment<R>> => {
  const rows = new Map<string, R>();
  for (let dimension = 1; dimension <= dimensions; dimension += 1) {
    for (const row of await query<R>(statement, [dimension])) rows.set(segmentKey(dimension, row.segment), row);
  }
  return rows;
};

const ranksBySegment = async ({ query }: Transaction, dimensions: number): Promise<BySegment<Ranks>> => {
  const ranks = new Map<string, Map<number, Decimal>>();
  for (let dimension = 1; dimension <= dimensions; dimension += 1) {
    for (const { segment, rank, arr } of await query<RankedRow>(RANKED, [dimension])) {
      const key = segmentKey(dimension, segment);
      ranks.set(key, (ranks.get(key) ?? new Map<number, Decimal>()).set(rank, new Decimal(arr)));
    }
  }
  return ranks;
};

const rateColumns = (rates: readonly PeriodRate[]): readonly unknown[] => [
  rates.map(({ currency }) => currency),
  rates.map(({ now }) => now.toFixed()),
  rates.map(({ prior }) => prior.toFixed()),
  rates.map(({ yearAgo }) => yearAgo.toFixed()),
];

const nullable = (text: string | null): Decimal | null => (text === null ? null : new Decimal(text));

const bookingFrom = (row: BookingRow): Booking => ({
  isReplacement: row.is_replacement,
  acv: new Decimal(row.acv),
  contractedAcv: new Decimal(row.contracted_acv),
  tcv: nullable(row.tcv),
  netValue: new Decimal(row.net_value),
  grossValue: new Decimal(row.gross_value),
  termMonths: nullable(row.term_months),
  cycleDays: row.cycle_days,
});

/** Gives what belongs to a customer to its segment in every dimension. */
const spread = <R extends Readonly<{ segments: readonly string[] }>, V>(
  rows: readonly R[],
  add: (known: V | undefined, row: R) => V,
): BySegment<V> => {
  const sums = new Map<string, V>();
  for (const row of rows) {
    for (const [i, segment] of row.segments.entries()) {
      const key = segmentKey(i + 1, segment);
      sums.set(key, add(sums.get(key), row));
    }
  }
  return sums;
};

/** A month of a backfill can book most of a book: lists grow in place, and each row is read once. */
const bookingsBySegment = async (
  { query }: Transaction,
  amounts: readonly unknown[],
): Promise<BySegment<readonly Booking[]>> => {
  const rows = await query<BookingRow>(BOOKINGS, amounts);
  const booked = rows.map((row) => ({ segments: row.segments, booking: bookingFrom(row) }));
  return spread(booked, (list: Booking[] | undefined, { booking }) => {
    const grown = list ?? [];
    grown.push(booking);
    return grown;
  });
};

/** All that was read of a period, by segment. */
type Read = Readonly<{
  now: BySegment<NowRow>;
  prior: BySegment<PriorRow>;
  yearAgo: BySegment<ThenRow>;
  placed: BySegment<PlacedRow>;
  ranks: BySegment<Ranks>;
  drivers: BySegment<Drivers>;
  oneTime: BySegment<Decimal>;
  bookings: BySegment<readonly Booking[]>;
}>;

const NO_RANKS: Ranks = new Map();

const segmentOf = (key: string, read: Read, days: MeasuredDays): SegmentInPeriod => {
  const [now, prior, yearAgo] = [read.now.get(key), read.prior.get(key), read.yearAgo.get(key)];
  return {
    now: segmentSums(now, read.ranks.get(key) ?? NO_RANKS, read.oneTime.get(key) ?? ZERO),
    nowAtPrior: nowAtPrior(now),
    prior: days.prior === null ? null : openingStanding(prior),
    yearAgo: days.yearAgo === null ? null : openingStanding(yearAgo),
    movements: movementsOf(now, prior),
    retention: retentionOf(prior),
    yearRetention: days.yearAgo === null ? null : retentionOf(yearAgo),
    remaining: remainingOf(now, read.drivers.get(key) ?? NO_DRIVERS),
    placed: placedStanding(read.placed.get(key)),
    bookings: read.bookings.get(key) ?? [],
  };
};

/** A segment has a snapshot where something of it counts now, or customers of it did at the prior measured day. */
const isPresent = (key: string, read: Read): boolean => {
  const now = read.now.get(key);
  return (
    read.prior.has(key) ||
    read.oneTime.has(key) ||
    read.bookings.has(key) ||
    (now !== undefined && (now.now_logos > 0 || !new Decimal(now.expected_usage).isZero()))
  );
};

const WHOLE = segmentKey(1, 'all');

/** The segments that have a snapshot; the whole has one in every period. */
const presentKeys = (read: Read): readonly string[] => {
  const keys = [read.now, read.prior, read.oneTime, read.bookings].flatMap((rows) => [...rows.keys()]);
  return [WHOLE, ...new Set(keys.filter((key) => key !== WHOLE && isPresent(key, read)))];
};

const read = async (transaction: Transaction, dimensions: number, amounts: readonly unknown[]): Promise<Read> => {
  const { query } = transaction;
  return {
    now: await bySegment<NowRow>(transaction, BY_NOW, dimensions),
    prior: await bySegment<PriorRow>(transaction, BY_PRIOR, dimensions),
    yearAgo: await bySegment<ThenRow>(transaction, BY_YEAR_AGO, dimensions),
    placed: await bySegment<PlacedRow>(transaction, BY_PLACED, dimensions),
    ranks: await ranksBySegment(transaction, dimensions),
    drivers: await driversBySegment(transaction),
    oneTime: spread(await query<ChargeRow>(CHARGES, amounts), (sum: Decimal | undefined, row) =>
      (sum ?? ZERO).plus(row.amount),
    ),
    bookings: await bookingsBySegment(transaction, amounts),
  };
};

/** Makes the temporary tables of a comparison, empty. */
export const makeTables = async ({ query }: Transaction): Promise<void> => {
  for (const statement of [CREATE_COUNTED, CREATE_POSITION, CREATE_CHANGED, CLEAR]) await query(statement);
};

/** Places every customer on the measured, the prior and the year-ago day, in the tables that were made. */
export const place = async (
  { query }: Transaction,
  policy: Policy,
  days: MeasuredDays,
  rates: readonly PeriodRate[],
): Promise<void> => {
  await query(FILL_COUNTED, [days.now, days.prior, days.yearAgo, ...rateColumns(rates)]);
  await query(fillPosition(policy), [days.prior]);
  await query(FILL_CHANGED);
  await query(TELL_PLANNER);
};

/** A segment's key taken apart again. */
const nameOf = (key: string, dimensions: readonly string[]): SegmentName => ({
  dimension: dimensions[Number(key.slice(0, key.indexOf('|'))) - 1] ?? '',
  segment: key.slice(key.indexOf('|') + 1),
});

type PeriodAt = Readonly<{ period: Period; days: MeasuredDays; rates: readonly PeriodRate[] }>;

/** What was booked in a period, by segment, as its sums count it. Segments without a booking are left out. */
export const periodBookings = async (
  transaction: Transaction,
  policy: Policy,
  { period, days, rates }: PeriodAt,
): Promise<readonly SegmentBookings[]> => {
  await makeTables(transaction);
  await place(transaction, policy, days, rates);
  const amounts = [days.now, period.start, segmentsOfInactive(policy), ...rateColumns(rates)];
  const booked = await bookingsBySegment(transaction, amounts);
  return [...booked].map(([key, bookings]) => ({ ...nameOf(key, dimensionsOf(policy)), bookings }));
};

/** Sums up a period for every segment of every dimension: a few set-based statements over the spans of its days. */
export const periodSums = async (
  transaction: Transaction,
  policy: Policy,
  { period, days, rates }: PeriodAt,
): Promise<PeriodSums> => {
  const { query } = transaction;
  const dimensions = dimensionsOf(policy);
  const on = [days.now, days.prior, days.yearAgo];
  const columns = rateColumns(rates);
  await makeTables(transaction);
  await place(transaction, policy, days, rates);
  const known = await read(transaction, dimensions.length, [
    days.now,
    period.start,
    segmentsOfInactive(policy),
    ...columns,
  ]);
  const [move] = days.prior === null ? [] : await query<MoveRow>(LARGEST_MOVE);
  const [left] = await query<{ contracts: number; currencies: readonly string[] | null }>(LEFT_OUT, [
    ...on,
    period.start,
    columns[0],
  ]);
  const [missing] = await query<{ contracts: number }>(CREATION_MISSING, [days.now]);
  return {
    segments: presentKeys(known).map((key) => ({
      ...nameOf(key, dimensions),
      figures: segmentOf(key, known, days),
    })),
    largestMove: move === undefined ? null : moveFrom(move),
    gaps: {
      leftOut: left?.contracts ?? 0,
      currencies: left?.currencies ?? [],
      creationMissing: missing?.contracts ?? 0,
    },
  };
};

const moveFrom = ({ customer_id, now, now_at_prior, prior }: MoveRow): PeriodSums['largestMove'] => ({
  customerId: customer_id,
  now: new Decimal(now),
  nowAtPrior: new Decimal(now_at_prior),
  prior: new Decimal(prior),
});
