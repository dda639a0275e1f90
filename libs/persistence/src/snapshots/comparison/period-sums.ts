import { Decimal, dimensionsOf, hasSnapshot, type MeasuredDays, type Policy } from '@app/domain';
import type { PeriodSums } from '@app/processing';
import type { Transaction } from '../../database/database.ts';
import { largestMove } from '../sql/customer-positions.sql.ts';
import { CREATION_MISSING, contractsWithoutRate, MIXED_SOURCES } from '../sql/gaps.sql.ts';
import { Script } from '../sql/script.ts';
import { readSegmentSets } from '../sql/segment-sets.sql.ts';
import { readSums } from '../sql/segment-sums.sql.ts';
import { type ComparisonTables, PASSING } from '../sql/table-names.ts';
import { compareAll } from './add-up.ts';
import { makeTables, type PeriodAt } from './comparison.ts';
import type { RankedList, Ranks } from './ranked-lists.ts';
import { type Counts, ranksInOrder } from './ranks-in-order.ts';
import { segmentKey, segmentNamed } from './segment-key.ts';
import { presenceOf, segmentInPeriod, type SumsRow } from './segment-rows.ts';

type MoveRow = Readonly<{ customer_id: string; now: string; now_at_prior_rate: string; base: string }>;

const moveFrom = ({ customer_id, now, now_at_prior_rate, base }: MoveRow): PeriodSums['largestMove'] => ({
  customerId: customer_id,
  now: new Decimal(now),
  nowAtPrior: new Decimal(now_at_prior_rate),
  prior: new Decimal(base),
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

const WHOLE = segmentKey(1, 'all');
const NO_SUMS: SumsRow = { dimension: 1, segment: 'all' };

/** The segments that have a snapshot; the whole has one in every period. */
const segmentsIn = (sums: SumsByKey, ranks: Ranks, days: MeasuredDays, policy: Policy): PeriodSums['segments'] => {
  const dimensions = dimensionsOf(policy);
  const whole: readonly (readonly [string, SumsRow])[] = [[WHOLE, sums.get(WHOLE) ?? NO_SUMS]];
  const others = [...sums].filter(([key, row]) => key !== WHOLE && hasSnapshot(presenceOf(row)));
  return [...whole, ...others].map(([key, row]) => ({
    ...segmentNamed(key, dimensions),
    figures: segmentInPeriod({ key, row, ranks }, days),
  }));
};

/** The sums of every segment, and the values of its lists by rank. */
export type ReadSums = Readonly<{ sums: SumsByKey; ranks: Ranks }>;

/** Reads the result of a comparison from its tables. */
export const readComparison = async (
  { query }: Transaction,
  tables: ComparisonTables,
  { policy, days, read }: Readonly<{ policy: Policy; days: MeasuredDays; read: ReadSums }>,
): Promise<PeriodSums> => {
  const [move] = days.prior === null ? [] : await query<MoveRow>(largestMove(tables.position));
  const [without] = await query<{ contracts: number; currencies: readonly string[] | null }>(
    contractsWithoutRate(tables.withoutRate),
  );
  const [missing] = await query<{ contracts: number }>(CREATION_MISSING, [days.now]);
  const [mixed] = await query<{ contracts: number }>(MIXED_SOURCES, [days.now]);
  return {
    segments: segmentsIn(read.sums, read.ranks, days, policy),
    largestMove: move === undefined ? null : moveFrom(move),
    gaps: {
      withoutRate: without?.contracts ?? 0,
      currencies: without?.currencies ?? [],
      creationMissing: missing?.contracts ?? 0,
      mixedSources: mixed?.contracts ?? 0,
    },
  };
};

const segmentsBySet = async (
  { query }: Transaction,
  { segmentSet }: ComparisonTables,
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const rows = await query<{ id: string; segments: readonly string[] }>(readSegmentSets(segmentSet));
  return new Map(rows.map(({ id, segments }) => [id, segments]));
};

/** Sums a period up from the whole book. Its tables must exist. */
export const sumUpAll = async (
  transaction: Transaction,
  policy: Policy,
  at: PeriodAt,
  tables: ComparisonTables,
): Promise<ReadSums> => {
  await compareAll(transaction, policy, at, tables);
  const sums = await sumsByKey(transaction, tables);
  const ranks = await ranksInOrder(transaction, tables, await segmentsBySet(transaction, tables), countsIn(sums));
  return { sums, ranks };
};

/**
 * Sums up a period for every segment of every dimension, with a few set-based statements over the spans of its days.
 */
export const periodSums = async (transaction: Transaction, policy: Policy, at: PeriodAt): Promise<PeriodSums> => {
  const script = new Script();
  makeTables(script, PASSING);
  await script.send(transaction);
  const read = await sumUpAll(transaction, policy, at, PASSING);
  return readComparison(transaction, PASSING, { policy, days: at.days, read });
};
