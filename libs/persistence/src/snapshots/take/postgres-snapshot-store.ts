import {
  type CivilDate,
  type ComparisonRates,
  covers,
  Decimal,
  type FxRate,
  isOpen,
  type MeasuredDays,
  type Period,
  type Policy,
  type SnapshotStatus,
  type Span,
  type Workings,
  workingsFrom,
} from '@app/domain';
import {
  type CurrentSnapshot,
  type NewOutgoingRecord,
  type PolicyAtHand,
  type PeriodSums,
  segmentName,
  type NewRevision,
  SnapshotStore,
  type Stale,
  type StoreState,
  TakeTransaction,
} from '@app/processing';
import { dateFrom, endFrom, nullableDate } from '../../contracts/stored-dates.ts';
import type { Database, Transaction } from '../../database/database.ts';
import { closeGate, GateClosedError } from '../../database/locks.ts';
import { guardPolicy } from '../../database/store-guard.ts';
import { appendOutgoing } from '../../outbox/append-outgoing.ts';
import { BY_ANY, BY_INDEX, MOVED_CUSTOMERS, REFRESH_CUSTOMERS, TAKE_MOVED_CUSTOMERS } from './first-active-days.sql.ts';
import type { KeptComparisons } from '../kept/kept-comparisons.ts';
import { periodSums } from '../comparison/period-sums.ts';
import { CREATE_SCRATCH, emptyTables } from '../sql/working-tables.sql.ts';
import { Script } from '../sql/script.ts';
import {
  CHANGED_DAYS,
  CHANGED_RATES,
  CURRENT,
  FINISH,
  INSERT_REVISIONS,
  INSERT_TAKE,
  RATES_ALL,
  REPORTED_PERIODS,
  REWORK,
  STATE,
  TAKE_CHANGES,
  TAKE_FX_CHANGES,
  WORKINGS,
} from './take.sql.ts';
import {
  FILL_TOUCHED_CONTRACTS,
  FILL_TOUCHED_CUSTOMERS,
  READ_AS_BEFORE,
  READ_ONE_BY_ONE,
  TELL_OF_TOUCHED,
  TOUCHED,
  TOUCH_ALL_CUSTOMERS,
} from '../sql/touched.sql.ts';

const FOR_EVER: Span = { start: dateFrom('1970-01-01'), end: null };

type StateRow = Readonly<{
  as_of: string | null;
  calc_version: string | null;
  first_day: string | null;
  first_day_taken: string | null;
  catching_up: boolean;
}>;
type CurrentRow = Readonly<{
  dimension: string;
  segment: string;
  revision: number;
  status: SnapshotStatus;
  policy_id: string;
  calc_version: string;
  content: string;
  workings: string | null;
}>;

type WorkingsRow = Readonly<{
  period: string;
  dimension: string;
  segment: string;
  workings: Parameters<typeof workingsFrom>[0];
}>;

/** By which policy a take is made, as of which day, and when. */
export type TakeTerms = Readonly<{ policy: Policy; asOf: CivilDate; takenAt: Date }>;

/** How a period is summed up: from all that stands in the books, or from what was kept of it. */
type SumUp = typeof periodSums;

export class PostgresTake extends TakeTransaction {
  private drawn: Promise<string> | null = null;

  constructor(
    private readonly transaction: Transaction,
    private readonly terms: TakeTerms,
    private readonly sumUp: SumUp,
  ) {
    super();
  }

  async state(): Promise<StoreState> {
    const [row] = await this.transaction.query<StateRow>(STATE);
    if (row === undefined) throw new Error('the store has not been opened');
    return {
      asOf: nullableDate(row.as_of),
      calcVersion: row.calc_version,
      firstActiveDay: nullableDate(row.first_day),
      firstActiveDayTaken: nullableDate(row.first_day_taken),
      isCatchingUp: row.catching_up,
    };
  }

  async stale(): Promise<Stale> {
    const { query } = this.transaction;
    await this.touch([FILL_TOUCHED_CONTRACTS, FILL_TOUCHED_CUSTOMERS]);
    await query(BY_INDEX);
    const moved = await query<{ day: string }>(MOVED_CUSTOMERS);
    await query(BY_ANY);
    const changed = await query<{ first_day: string; last_day: string }>(CHANGED_DAYS);
    const rates = await query<{ date: string; until: string }>(CHANGED_RATES);
    return {
      events: [
        ...changed.map((row) => ({ start: dateFrom(row.first_day), end: endFrom(row.last_day) })),
        ...moved.map(({ day }) => ({ start: dateFrom(day), end: null })),
      ],
      fx: this.seenRates(rates.map(({ date, until }) => ({ start: dateFrom(date), end: endFrom(until) }))),
    };
  }

  /** Rates count on measured days; under constant ones only that of the policy's day does, and then on all of them. */
  private seenRates(changed: readonly Span[]): readonly Span[] {
    const { fx } = this.terms.policy;
    if (fx.mode === 'period_end') return changed;
    return changed.some((days) => covers(days, fx.date)) ? [FOR_EVER] : [];
  }

  async refreshCustomers(): Promise<void> {
    await this.touch([TOUCH_ALL_CUSTOMERS]);
  }

  /** Writes down what these statements find, and brings the first active days of those customers up to date. */
  private async touch(statements: readonly string[]): Promise<void> {
    const script = new Script();
    script.add(`${CREATE_SCRATCH};\n${emptyTables(TOUCHED)}`);
    for (const statement of [READ_ONE_BY_ONE, ...statements, TELL_OF_TOUCHED, REFRESH_CUSTOMERS, READ_AS_BEFORE]) {
      script.add(statement);
    }
    await script.send(this.transaction);
  }

  async rates(): Promise<readonly FxRate[]> {
    const rows = await this.transaction.query<{ currency: string; date: string; rate: string }>(RATES_ALL);
    return rows.map(({ currency, date, rate }) => ({ currency, date: dateFrom(date), rate: new Decimal(rate) }));
  }

  async reportedPeriods(): Promise<ReadonlySet<string>> {
    const rows = await this.transaction.query<{ grain: string; period: string }>(REPORTED_PERIODS);
    return new Set(rows.map(({ grain, period }) => `${grain}|${period}`));
  }

  async sums(period: Period, days: MeasuredDays, rates: ComparisonRates): Promise<PeriodSums> {
    return this.sumUp(this.transaction, this.terms.policy, { period, days, rates });
  }

  async current({ grain, label }: Period): Promise<readonly CurrentSnapshot[]> {
    const rows = await this.transaction.query<CurrentRow>(CURRENT, [grain, label]);
    return rows.map(({ policy_id, calc_version, ...row }) => ({
      ...row,
      policyId: policy_id,
      calcVersion: calc_version,
    }));
  }

  async workings(periods: readonly Period[]): Promise<readonly ReadonlyMap<string, Workings>[]> {
    const [first] = periods;
    if (first === undefined) return [];
    const labels = periods.map(({ label }) => label);
    const rows = await this.transaction.query<WorkingsRow>(WORKINGS, [first.grain, labels]);
    return labels.map(
      (label) =>
        new Map(
          rows
            .filter(({ period }) => period === label)
            .map(({ dimension, segment, workings }) => [segmentName({ dimension, segment }), workingsFrom(workings)]),
        ),
    );
  }

  async rework({ grain, label }: Period, reworked: readonly CurrentSnapshot[]): Promise<void> {
    if (reworked.length > 0) await this.transaction.query(REWORK, [grain, label, JSON.stringify(reworked)]);
  }

  async append(revisions: readonly NewRevision[], messages: readonly NewOutgoingRecord[]): Promise<void> {
    if (revisions.length === 0) return;
    const rows = revisions.map((revision) => ({
      ...revision,
      snapshot_id: revision.snapshotId,
      measured_on: revision.measuredOn,
      as_of: revision.asOf,
      emitted_at: revision.emittedAt.toISOString(),
    }));
    await this.transaction.query(INSERT_REVISIONS, [JSON.stringify(rows), await this.takeId()]);
    await appendOutgoing(this.transaction, messages);
  }

  async finish(asOf: CivilDate, calcVersion: string): Promise<void> {
    const { query } = this.transaction;
    // Before the changes are taken over, by which it is known whether that day can have moved.
    const { firstActiveDay } = await this.state();
    await query(TAKE_CHANGES, [await this.takeId()]);
    const script = new Script();
    for (const statement of [TAKE_FX_CHANGES, BY_INDEX, TAKE_MOVED_CUSTOMERS, BY_ANY]) script.add(statement);
    script.add(FINISH, [asOf, calcVersion, firstActiveDay]);
    await script.send(this.transaction);
  }

  /** A take that finds nothing to do leaves no trace: its number is drawn with the first row that it writes. */
  private takeId(): Promise<string> {
    this.drawn ??= this.transaction
      .query<{ take_id: string }>(INSERT_TAKE, [this.terms.asOf, this.terms.takenAt])
      .then(([row]) => row?.take_id ?? '');
    return this.drawn;
  }
}

/**
 * Between two statements a take works on what it read, for a minute where a million contracts were booked in one month. It
 * holds nothing that a batch or a fold waits for, so that a frozen one may keep its connection longer than they may.
 */
const MAY_THINK = `SET LOCAL idle_in_transaction_session_timeout = '10min'`;

export type SnapshotStoreOptions = PolicyAtHand &
  Readonly<{
    /** Where comparisons of open periods are kept from take to take; left out where a program takes once. */
    kept?: KeptComparisons;
  }>;

export class PostgresSnapshotStore extends SnapshotStore {
  constructor(
    private readonly database: Database,
    private readonly options: SnapshotStoreOptions,
  ) {
    super();
  }

  async take<T>(asOf: CivilDate, takenAt: Date, work: (transaction: TakeTransaction) => Promise<T>): Promise<T | null> {
    const { kept = null, ...at } = this.options;
    const takeIn = async (transaction: Transaction): Promise<T> => {
      await closeGate(transaction);
      await transaction.query(MAY_THINK);
      await guardPolicy(transaction, at.policyId);
      await kept?.begin(transaction, at.policy, asOf);
      const sumUp: SumUp = (within, policy, period) =>
        kept !== null && isOpen(period.period, asOf, policy.closeAfterDays)
          ? kept.sums(within, at, period)
          : periodSums(within, policy, period);
      return work(new PostgresTake(transaction, { policy: at.policy, asOf, takenAt }, sumUp));
    };
    try {
      return await (kept === null
        ? this.database.transaction('REPEATABLE READ', takeIn)
        : kept.transaction('REPEATABLE READ', at.policy, takeIn));
    } catch (error) {
      if (error instanceof GateClosedError) return null;
      throw error;
    }
  }
}
