import {
  addDays,
  type CivilDate,
  comparisonRates,
  type ContractId,
  covers,
  Decimal,
  type MeasuredDays,
  type Period,
  type Policy,
} from '@app/domain';
import {
  type ContractSource,
  ExplanationSource,
  measuredDays,
  type PeriodSource,
  type SegmentName,
  type SnapshotRevision,
  type StandingSums,
  type StoredSpan,
} from '@app/processing';
import { type NumberedRow, ledgerRow } from '../contracts/postgres-fold-transaction.ts';
import { ALL_EVENTS, SPANS_FROM } from '../contracts/read-contracts.sql.ts';
import { dateFrom, nullableDate } from '../contracts/stored-dates.ts';
import { spanFrom, type SpanRow } from '../contracts/stored-span.ts';
import type { Database, Transaction } from '../database/database.ts';
import { readMergedCustomers } from '../merges/merged-customers.ts';
import { beginComparison, comparePositions, makeTables } from '../snapshots/comparison/comparison.ts';
import { PASSING } from '../snapshots/sql/table-names.ts';
import { Script } from '../snapshots/sql/script.ts';
import { addSegmentSets } from '../snapshots/sql/segment-sets.sql.ts';
import { RATES_ALL } from '../snapshots/take/take.sql.ts';
import { lastTakenDay } from '../store/last-taken-day.ts';
import { revisionFrom, type RevisionRow } from '../store/revision-row.ts';
import { largestMoves, segmentParameters } from './largest-moves.ts';
import { BOOKS_DAYS, CURRENT_OF, IS_STALE, SEGMENT_SETS_OF_POSITIONS, STANDING } from './explain.sql.ts';

type DaysRow = Readonly<{ as_of: string | null; first_day: string | null }>;
type RateRow = Readonly<{ currency: string; date: string; rate: string }>;
type StandingRow = Readonly<{ arr: string; logos: number; prior_arr: string; prior_logos: number }>;

const spanOn = (spans: readonly StoredSpan[], day: CivilDate): StoredSpan | null =>
  spans.find(({ from, to }) => covers({ start: from, end: to }, day)) ?? null;

const currentOf = async (
  { query }: Transaction,
  { grain, label }: Period,
  { dimension, segment }: SegmentName,
): Promise<SnapshotRevision | null> => {
  const [row] = await query<RevisionRow>(CURRENT_OF, [grain, label, dimension, segment]);
  return row === undefined ? null : revisionFrom(row);
};

/** The days that the last take compared. */
const daysOf = async ({ query }: Transaction, period: Period, policy: Policy): Promise<MeasuredDays> => {
  const [row] = await query<DaysRow>(BOOKS_DAYS);
  const asOf = nullableDate(row?.as_of ?? null);
  if (row === undefined || asOf === null) throw new Error('snapshots stand in a store in which none were taken');
  const first = nullableDate(row.first_day) ?? addDays(asOf, 1);
  return measuredDays(period, asOf, first, policy);
};

const placeCustomers = async (transaction: Transaction, period: Period, policy: Policy): Promise<void> => {
  const days = await daysOf(transaction, period, policy);
  const rows = await transaction.query<RateRow>(RATES_ALL);
  const rates = rows.map((row) => ({ ...row, date: dateFrom(row.date), rate: new Decimal(row.rate) }));
  const at = { period, days, rates: comparisonRates(rates, period.start, days, policy) };
  const script = new Script();
  makeTables(script, PASSING);
  beginComparison(script, at);
  comparePositions(script, { policy, at, among: 'all' }, PASSING);
  script.add(addSegmentSets(PASSING.segmentSet, SEGMENT_SETS_OF_POSITIONS, policy));
  await script.send(transaction);
};

const standing = async ({ query }: Transaction, at: readonly unknown[]): Promise<StandingSums> => {
  const [row] = await query<StandingRow>(STANDING, at);
  return row === undefined
    ? { arr: '0', logos: 0, priorArr: '0', priorLogos: 0 }
    : { arr: row.arr, logos: row.logos, priorArr: row.prior_arr, priorLogos: row.prior_logos };
};

/** Reads one state of the books, and leaves nothing behind but temporary tables that are empty after it. */
export class PostgresExplanationSource extends ExplanationSource {
  constructor(
    private readonly database: Database,
    private readonly policy: Policy,
  ) {
    super();
  }

  async lastTakenDay(): Promise<CivilDate | null> {
    return lastTakenDay(this.database);
  }

  async contract(contractId: ContractId, day: CivilDate): Promise<ContractSource | null> {
    return this.database.transaction('REPEATABLE READ', async (transaction) => {
      const { query } = transaction;
      await query('SET TRANSACTION READ ONLY');
      const rows = await query<NumberedRow>(ALL_EVENTS, [[contractId]]);
      if (rows.length === 0) return null;
      const spans = await query<SpanRow>(SPANS_FROM, [[contractId], [day]]);
      const [{ stale } = { stale: false }] = await query<{ stale: boolean }>(IS_STALE, [contractId]);
      return {
        events: rows.map(ledgerRow),
        span: spanOn(spans.map(spanFrom), day),
        merged: await readMergedCustomers(transaction),
        isStale: stale,
      };
    });
  }

  async period(period: Period, segment: SegmentName, moves: number): Promise<PeriodSource | null> {
    return this.database.transaction('REPEATABLE READ', async (transaction) => {
      const snapshot = await currentOf(transaction, period, segment);
      if (snapshot === null) return null;
      await placeCustomers(transaction, period, this.policy);
      // From here on nothing but temporary tables can be written.
      await transaction.query('SET TRANSACTION READ ONLY');
      return {
        snapshot,
        standing: await standing(transaction, segmentParameters(this.policy, segment)),
        largestMoves: await largestMoves(transaction, this.policy, { segment, count: moves }),
      };
    });
  }
}
