import { type Booking, Decimal, dimensionsOf, hasSnapshot, type MeasuredDays, type Policy } from '@app/domain';
import type { PeriodSums, SegmentBookings, SegmentName } from '@app/processing';
import type { Transaction } from '../database/database.ts';
import { compareAll, makeTables, type PeriodAt, place, date, beginComparison } from './comparison.ts';
import { type ComparisonTables, PASSING } from './comparison-tables.ts';
import { bookingsOf } from './dated.sql.ts';
import { addPlaces } from './places.sql.ts';
import { largestMove } from './position.sql.ts';
import type { RankedList, Ranks } from './ranked-lists.ts';
import { type Counts, ranksInOrder } from './ranks-in-order.ts';
import { Script } from './script.ts';
import { segmentKey } from './segment-key.ts';
import { presenceOf, segmentInPeriod, type SumsRow } from './segment-rows.ts';
import { readSums } from './segment-sums.sql.ts';
import { CREATION_MISSING, MIXED_SOURCES } from './take.sql.ts';
import { leftOut } from './standing.sql.ts';

type MoveRow = Readonly<{ customer_id: string; now: string; now_at_prior: string; prior: string }>;

const moveFrom = ({ customer_id, now, now_at_prior, prior }: MoveRow): PeriodSums['largestMove'] => ({
  customerId: customer_id,
  now: new Decimal(now),
  nowAtPrior: new Decimal(now_at_prior),
  prior: new Decimal(prior),
});

/** The sums of every segment, by its key. */
export type SumsByKey = ReadonlyMap<string, SumsRow>;

export const sumsByKey = async ({ query }: Transaction, { sums }: ComparisonTables): Promise<SumsByKey> => {
  const rows = await query<SumsRow>(readSums(sums));
  return new Map(rows.map((row) => [segmentKey(row.dimension, row.segment), row]));
};

const countsIn =
  (sums: SumsByKey): Counts =>
  ({ count }: RankedList, key) =>
    Number(sums.get(key)?.[count] ?? 0);

/** A segment's key taken apart again. */
const nameOf = (key: string, dimensions: readonly string[]): SegmentName => ({
  dimension: dimensions[Number(key.slice(0, key.indexOf('|'))) - 1] ?? '',
  segment: key.slice(key.indexOf('|') + 1),
});

const WHOLE = segmentKey(1, 'all');
const NO_SUMS: SumsRow = { dimension: 1, segment: 'all' };

/** The segments that have a snapshot; the whole has one in every period. */
const segmentsIn = (sums: SumsByKey, ranks: Ranks, days: MeasuredDays, policy: Policy): PeriodSums['segments'] => {
  const dimensions = dimensionsOf(policy);
  const whole: readonly (readonly [string, SumsRow])[] = [[WHOLE, sums.get(WHOLE) ?? NO_SUMS]];
  const others = [...sums].filter(([key, row]) => key !== WHOLE && hasSnapshot(presenceOf(row)));
  return [...whole, ...others].map(([key, row]) => ({
    ...nameOf(key, dimensions),
    figures: segmentInPeriod({ key, row, ranks }, days),
  }));
};

/** The sums of every segment, and the values of its lists by rank. */
export type ReadSums = Readonly<{ sums: SumsByKey; ranks: Ranks }>;

/** What a comparison comes to, read from its tables. */
export const readComparison = async (
  { query }: Transaction,
  tables: ComparisonTables,
  days: MeasuredDays,
  policy: Policy,
  read: ReadSums,
): Promise<PeriodSums> => {
  const [move] = days.prior === null ? [] : await query<MoveRow>(largestMove(tables.position));
  const [left] = await query<{ contracts: number; currencies: readonly string[] | null }>(leftOut(tables.unrated));
  const [missing] = await query<{ contracts: number }>(CREATION_MISSING, [days.now]);
  const [mixed] = await query<{ contracts: number }>(MIXED_SOURCES, [days.now]);
  return {
    segments: segmentsIn(read.sums, read.ranks, days, policy),
    largestMove: move === undefined ? null : moveFrom(move),
    gaps: {
      leftOut: left?.contracts ?? 0,
      currencies: left?.currencies ?? [],
      creationMissing: missing?.contracts ?? 0,
      mixedSources: mixed?.contracts ?? 0,
    },
  };
};

const segmentsByPlace = async (
  { query }: Transaction,
  { places }: ComparisonTables,
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const rows = await query<{ place: string; segments: readonly string[] }>(
    `SELECT place::text AS place, segments FROM ${places}`,
  );
  return new Map(rows.map(({ place: number, segments }) => [number, segments]));
};

/** Sums a period up from all that stands in the books, in tables that were made. */
export const sumUpAll = async (
  transaction: Transaction,
  policy: Policy,
  at: PeriodAt,
  tables: ComparisonTables,
): Promise<ReadSums> => {
  await compareAll(transaction, policy, at, tables);
  const sums = await sumsByKey(transaction, tables);
  const ranks = await ranksInOrder(transaction, tables, await segmentsByPlace(transaction, tables), countsIn(sums));
  return { sums, ranks };
};

/** Sums up a period for every segment of every dimension: a few set-based statements over the spans of its days. */
export const periodSums = async (transaction: Transaction, policy: Policy, at: PeriodAt): Promise<PeriodSums> => {
  const script = new Script();
  makeTables(script, PASSING);
  await script.send(transaction);
  const read = await sumUpAll(transaction, policy, at, PASSING);
  return readComparison(transaction, PASSING, at.days, policy, read);
};

type BookingRow = Readonly<{ segments: readonly string[]; is_replacement: boolean; acv: string }>;

/** What was booked in a period, by segment, as its sums count it. Segments without a booking are left out. */
export const periodBookings = async (
  transaction: Transaction,
  policy: Policy,
  at: PeriodAt,
): Promise<readonly SegmentBookings[]> => {
  const script = new Script();
  makeTables(script, PASSING);
  beginComparison(script, at);
  place(script, policy, at, PASSING, 'all');
  date(script, at, PASSING, 'all');
  script.add(addPlaces(PASSING.places, `SELECT DISTINCT place FROM ${PASSING.dated}`, policy));
  await script.send(transaction);
  const booked = new Map<string, Booking[]>();
  for (const row of await transaction.query<BookingRow>(bookingsOf(PASSING.dated, PASSING.places))) {
    for (const [i, segment] of row.segments.entries()) {
      const key = segmentKey(i + 1, segment);
      const known = booked.get(key) ?? [];
      known.push({ isReplacement: row.is_replacement, acv: new Decimal(row.acv) });
      booked.set(key, known);
    }
  }
  return [...booked].map(([key, bookings]) => ({ ...nameOf(key, dimensionsOf(policy)), bookings }));
};
