import {
  type CivilDate,
  type ComparisonRates,
  comparisonRates,
  type FxRate,
  type MeasuredDays,
  type Period,
  type Policy,
  ratesOn,
  type SnapshotStatus,
  type Workings,
  workingsFrom,
} from '@app/domain';
import {
  type CurrentSnapshot,
  type ExpectedPeriod,
  type NewOutgoingRecord,
  type NewRevision,
  type PeriodSums,
  segmentName,
  type Stale,
  type StoreState,
  TakeTransaction,
  type UnfoldedEvents,
} from '@app/processing';
import type { Transaction } from '../../database/database.ts';
import { appendOutgoing } from '../../outbox/append-outgoing.ts';
import { storedRates } from '../../rates/stored-rates.ts';
import type { CopiedTable } from '../beside/copied-tables.sql.ts';
import { SharedPeriods } from '../beside/shared-periods.ts';
import type { SumsBeside } from '../beside/sums-beside.ts';
import type { PeriodAt } from '../comparison/comparison.ts';
import type { periodSums } from '../comparison/period-sums.ts';
import { keepRanking } from '../ranked/keep-ranking.ts';
import { Script } from '../sql/script.ts';
import { BY_ANY, BY_INDEX, TAKE_MOVED_CUSTOMERS } from './first-active-days.sql.ts';
import { CURRENT, INSERT_REVISIONS, REWORK, WORKINGS } from './revisions.sql.ts';
import { reportedPeriods, storeState } from './store-state.ts';
import { staleDays, touchAll } from './stale-days.ts';
import { FINISH, INSERT_TAKE, TAKE_CHANGES, TAKE_FX_CHANGES, TIME_TAKE, UNFOLDED_EVENTS } from './take.sql.ts';

type WorkingsRow = Readonly<{
  period: string;
  dimension: string;
  segment: string;
  workings: Parameters<typeof workingsFrom>[0];
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

/** The policy of a take, its as-of day, and the time at which it runs. */
export type TakeTerms = Readonly<{ policy: Policy; asOf: CivilDate; takenAt: Date }>;

/** Sums up a period, from the whole book or from a kept comparison. */
export type SumUp = typeof periodSums;

/** What sums up periods beside the take, which of them, and the tables that its transaction has written. */
type Beside = Readonly<{
  sums: SumsBeside;
  isShared: (period: Period) => boolean;
  written: readonly CopiedTable[];
}>;

/** From this many periods on a second connection is worth what it copies and makes. */
const WORTH_A_CONNECTION = 12;

export class PostgresTake extends TakeTransaction {
  private drawn: Promise<string> | null = null;
  private known: Promise<readonly FxRate[]> | null = null;
  private shared: SharedPeriods | null = null;

  constructor(
    private readonly transaction: Transaction,
    private readonly terms: TakeTerms,
    private readonly sumUp: SumUp,
    private readonly beside: Beside | null = null,
  ) {
    super();
  }

  async state(): Promise<StoreState> {
    return storeState(this.transaction);
  }

  async unfoldedEvents(): Promise<UnfoldedEvents | null> {
    const [row] = await this.transaction.query<{ first: string | null; last: string | null }>(UNFOLDED_EVENTS);
    const { first = null, last = null } = row ?? {};
    return first === null || last === null ? null : { first: BigInt(first), last: BigInt(last) };
  }

  async stale(): Promise<Stale> {
    return staleDays(this.transaction, this.terms.policy);
  }

  async refreshCustomers(): Promise<void> {
    await touchAll(this.transaction);
  }

  async rates(): Promise<readonly FxRate[]> {
    this.known ??= storedRates(this.transaction);
    return this.known;
  }

  async reportedPeriods(): Promise<ReadonlySet<string>> {
    return reportedPeriods(this.transaction);
  }

  override async expect(periods: readonly ExpectedPeriod[]): Promise<void> {
    const { beside, transaction } = this;
    const shared = periods.filter(({ period }) => beside?.isShared(period) === true);
    if (beside === null || shared.length < WORTH_A_CONNECTION) return;
    const { policy } = this.terms;
    const rates = await this.rates();
    this.shared = new SharedPeriods(
      shared.map(({ period, days }) => ({ period, days, rates: comparisonRates(rates, period.start, days, policy) })),
    );
    await beside.sums.begin(transaction, { policy, periods: this.shared, written: beside.written });
  }

  async sums(period: Period, days: MeasuredDays, rates: ComparisonRates): Promise<PeriodSums> {
    const sumUp = (at: PeriodAt): Promise<PeriodSums> => this.sumUp(this.transaction, this.terms.policy, at);
    const at = { period, days, rates };
    return this.shared?.has(at) === true ? this.shared.take(at, sumUp) : sumUp(at);
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
    // Read first, because this state depends on the changes that are assigned to the take below.
    const { firstActiveDay } = await this.state();
    const takeId = await this.takeId();
    const rates = ratesOn(await this.rates(), asOf, this.terms.policy);
    await keepRanking(this.transaction, { takeId, day: asOf, rates });
    await query(TAKE_CHANGES, [takeId]);
    const script = new Script();
    for (const statement of [TAKE_FX_CHANGES, BY_INDEX, TAKE_MOVED_CUSTOMERS, BY_ANY]) script.add(statement);
    script.add(FINISH, [asOf, calcVersion, firstActiveDay]);
    script.add(TIME_TAKE, [takeId]);
    await script.send(this.transaction);
  }

  /**
   * The take's number. It is drawn with the first row that the take writes, so a take that finds nothing to do leaves
   * no trace.
   */
  private takeId(): Promise<string> {
    this.drawn ??= this.transaction
      .query<{ take_id: string }>(INSERT_TAKE, [this.terms.asOf, this.terms.takenAt])
      .then(([row]) => row?.take_id ?? '');
    return this.drawn;
  }
}
