import {
  addDays,
  type CivilDate,
  comparisonRates,
  type ContractId,
  measuredDays,
  type Period,
  type Policy,
  priorPeriod,
} from '@app/domain';
import {
  type ContractSource,
  ExplanationSource,
  type PeriodSource,
  type SegmentName,
  type BooksSums,
} from '@app/processing';
import { SPAN_ON_DAY } from '../contracts/read-contracts.sql.ts';
import { spanFrom, type SpanRow } from '../contracts/stored-span.ts';
import type { Database, Transaction } from '../database/database.ts';
import { readMergedCustomers } from '../merges/merged-customers.ts';
import { eventsOf } from '../packs/read-packs.ts';
import { storedRates } from '../rates/stored-rates.ts';
import { takenDays } from '../reading/taken-days.ts';
import { beginComparison, makeTables, comparePositions } from '../snapshots/comparison/comparison.ts';
import { PASSING } from '../snapshots/sql/table-names.ts';
import { Script } from '../snapshots/sql/script.ts';
import { addSegmentSets } from '../snapshots/sql/segment-sets.sql.ts';
import { currentRevision } from '../store/current-revisions.ts';
import { lastTakenDay } from '../store/last-taken-day.ts';
import { SEGMENT_SETS_OF_POSITIONS, STANDING_OF_SEGMENT } from './customers-of-segment.sql.ts';
import { IS_STALE } from './is-stale.sql.ts';
import { largestMoves, segmentParameters } from './largest-moves.ts';

type StandingRow = Readonly<{ arr: string; logos: number; prior_arr: string; prior_logos: number }>;

/** Fills the passing tables with every customer on the days that the last take compared. */
const compareCustomers = async (transaction: Transaction, period: Period, policy: Policy): Promise<void> => {
  const { asOf, firstActiveDay } = await takenDays(transaction);
  if (asOf === null) throw new Error('the store has snapshots but no last taken day: take snapshots again');
  const days = measuredDays(period, asOf, firstActiveDay ?? addDays(asOf, 1), policy);
  const rates = await storedRates(transaction);
  const at = { period, days, rates: comparisonRates(rates, period.start, days, policy) };
  const script = new Script();
  makeTables(script, PASSING);
  beginComparison(script, at);
  comparePositions(script, { policy, at, among: 'all' }, PASSING);
  script.add(addSegmentSets(PASSING.segmentSet, SEGMENT_SETS_OF_POSITIONS, policy));
  await script.send(transaction);
};

const standing = async ({ query }: Transaction, at: readonly unknown[]): Promise<BooksSums> => {
  const [row] = await query<StandingRow>(STANDING_OF_SEGMENT, at);
  return row === undefined
    ? { arr: '0', logos: 0, priorArr: '0', priorLogos: 0 }
    : { arr: row.arr, logos: row.logos, priorArr: row.prior_arr, priorLogos: row.prior_logos };
};

/** Reads one state of the store. It writes only to temporary tables, which do not outlast the transaction. */
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
      const events = await eventsOf(transaction, [contractId], 'packs and queue');
      if (events.length === 0) return null;
      const [span] = await query<SpanRow>(SPAN_ON_DAY, [contractId, day]);
      const [{ stale } = { stale: false }] = await query<{ stale: boolean }>(IS_STALE, [contractId]);
      return {
        events,
        span: span === undefined ? null : spanFrom(span),
        merged: await readMergedCustomers(transaction),
        isStale: stale,
      };
    });
  }

  async period(period: Period, segment: SegmentName, moves: number): Promise<PeriodSource | null> {
    return this.database.transaction('REPEATABLE READ', async (transaction) => {
      const snapshot = await currentRevision(transaction, period, segment);
      if (snapshot === null) return null;
      const prior = priorPeriod(period, this.policy.fiscalYearStartMonth);
      await compareCustomers(transaction, period, this.policy);
      // From here on the transaction can write to temporary tables only.
      await transaction.query('SET TRANSACTION READ ONLY');
      return {
        snapshot,
        prior: { period: prior, snapshot: await currentRevision(transaction, prior, segment) },
        books: await standing(transaction, segmentParameters(this.policy, segment)),
        largestMoves: await largestMoves(transaction, this.policy, { segment, count: moves }),
      };
    });
  }
}
