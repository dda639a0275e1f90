import { Decimal, type MeasuredDays, type Period, type PeriodRate, type Policy, type SegmentSums, type Standing, ZERO } from '@app/domain';
import type { PeriodSums } from '@app/processing';
import type { Transaction } from '../database/database.ts';
import {
  chargeSums,
  CLEAR_POSITION,
  CREATE_POSITION,
  dimensionsOf,
  fillPosition,
  MISSING_FX,
  RANKED,
  segmentSums,
} from './position.sql.ts';

type SumsRow = Readonly<{
  side: number;
  dimension: number;
  segment: string;
  logos: number;
  arr: string;
  contracts: number;
  gross_arr: string;
  acv: string;
  contracted_acv: string;
  expected_usage: string;
  sum_of_squares: string;
}>;

type RankedRow = Readonly<{ segment: string; rank: number; n: number; arr: string }>;
type ChargeSumRow = Readonly<{ dimension: number; segment: string; amount: string }>;

/** A segment by the place of its dimension, from 1, and its name. */
const keyOf = (dimension: number, segment: string): string => `${dimension}|${segment}`;

type Ranks = ReadonlyMap<number, Decimal>;

const NO_RANKS: Ranks = new Map();
const NOBODY: Standing = { arr: ZERO, logos: 0 };

const ranksBySegment = (dimension: number, rows: readonly RankedRow[]): ReadonlyMap<string, Ranks> => {
  const ranks = new Map<string, Map<number, Decimal>>();
  for (const { segment, rank, arr } of rows) {
    const key = keyOf(dimension, segment);
    const known = ranks.get(key) ?? new Map<number, Decimal>();
    ranks.set(key, known.set(rank, new Decimal(arr)));
  }
  return ranks;
};

const readRanks = async ({ query }: Transaction, dimensions: number): Promise<ReadonlyMap<string, Ranks>> => {
  const all = new Map<string, Ranks>();
  for (let dimension = 1; dimension <= dimensions; dimension += 1) {
    const rows = await query<RankedRow>(RANKED, [dimension]);
    for (const [key, ranks] of ranksBySegment(dimension, rows)) all.set(key, ranks);
  }
  return all;
};

const segmentSumsOf = (row: SumsRow | undefined, ranks: Ranks, oneTime: string | undefined): SegmentSums => {
  const logos = row?.logos ?? 0;
  const arrAt = (rank: number): Decimal => {
    const arr = ranks.get(rank);
    if (arr === undefined) throw new Error(`rank ${rank} of ${logos} was not read`);
    return arr;
  };
  const largest = Array.from({ length: Math.min(10, logos) }, (_, i) => arrAt(logos - i));
  return {
    arr: new Decimal(row?.arr ?? 0),
    logos,
    contracts: row?.contracts ?? 0,
    grossArr: new Decimal(row?.gross_arr ?? 0),
    normalizedAcv: new Decimal(row?.acv ?? 0),
    contractedAcv: new Decimal(row?.contracted_acv ?? 0),
    expectedUsage: new Decimal(row?.expected_usage ?? 0),
    oneTime: new Decimal(oneTime ?? 0),
    sumOfSquares: new Decimal(row?.sum_of_squares ?? 0),
    top1: largest[0] ?? ZERO,
    top10: largest.reduce((sum, arr) => sum.plus(arr), ZERO),
    arrAt,
  };
};

const standingOf = (row: SumsRow | undefined): Standing =>
  row === undefined ? NOBODY : { arr: new Decimal(row.arr), logos: row.logos };

const rateColumns = (rates: readonly PeriodRate[]): readonly unknown[] => [
  rates.map(({ currency }) => currency),
  rates.map(({ now }) => now.toFixed()),
  rates.map(({ prior }) => prior.toFixed()),
  rates.map(({ yearAgo }) => yearAgo.toFixed()),
];

/** A segment has a snapshot where something of it counts now, or customers of it did at the prior measured day. */
const isPresent = (now: SumsRow | undefined, prior: SumsRow | undefined, hasCharge: boolean): boolean =>
  hasCharge || (now?.logos ?? 0) > 0 || (prior?.logos ?? 0) > 0 || (now !== undefined && now.expected_usage !== '0' && !new Decimal(now.expected_usage).isZero());

type Days = Readonly<{ period: Period; days: MeasuredDays; rates: readonly PeriodRate[] }>;

/** Sums up a period for every segment of every dimension: a few statements over the spans of its days. */
export const periodSums = async (
  transaction: Transaction,
  policy: Policy,
  { period, days, rates }: Days,
): Promise<PeriodSums> => {
  const { query } = transaction;
  const dimensions = dimensionsOf(policy);
  const on = [days.now, days.prior, days.yearAgo];
  const none = dimensions.map((name) => (name === 'all' ? 'all' : '(none)'));
  await query(CREATE_POSITION);
  await query(CLEAR_POSITION);
  await query(fillPosition(policy), [...on, ...rateColumns(rates)]);
  const sums = await query<SumsRow>(segmentSums(dimensions.length));
  const ranks = await readRanks(transaction, dimensions.length);
  const charges = await query<ChargeSumRow>(chargeSums(dimensions.length), [days.now, period.start, none, ...rateColumns(rates)]);
  const missing = await query<{ currency: string }>(MISSING_FX, [...on, period.start, rates.map(({ currency }) => currency)]);
  return {
    segments: segmentsOf(dimensions, days, sums, ranks, charges),
    missingFx: missing.map(({ currency }) => currency),
  };
};

const segmentsOf = (
  dimensions: readonly string[],
  days: MeasuredDays,
  sums: readonly SumsRow[],
  ranks: ReadonlyMap<string, Ranks>,
  charges: readonly ChargeSumRow[],
): PeriodSums['segments'] => {
  const bySide = (side: number) =>
    new Map(sums.filter((row) => row.side === side).map((row) => [keyOf(row.dimension, row.segment), row]));
  const [now, prior, yearAgo] = [bySide(1), bySide(0), bySide(-1)];
  const oneTime = new Map(charges.map((row) => [keyOf(row.dimension, row.segment), row]));
  // The whole has a snapshot in every period, whoever stands in it.
  const names = new Map([[keyOf(1, 'all'), { dimension: 1, segment: 'all' }]]);
  for (const row of [...sums, ...charges]) names.set(keyOf(row.dimension, row.segment), row);
  return [...names].flatMap(([key, { dimension, segment }]) => {
    if (key !== keyOf(1, 'all') && !isPresent(now.get(key), prior.get(key), oneTime.has(key))) return [];
    const figures = {
      now: segmentSumsOf(now.get(key), ranks.get(key) ?? NO_RANKS, oneTime.get(key)?.amount),
      prior: days.prior === null ? null : standingOf(prior.get(key)),
      yearAgo: days.yearAgo === null ? null : standingOf(yearAgo.get(key)),
    };
    return [{ dimension: dimensions[dimension - 1] ?? '', segment, figures }];
  });
};
