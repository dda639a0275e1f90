import { type CivilDate, type Period, periodRates, type Policy, priorPeriod } from '@app/domain';
import type { SnapshotStore, Stale, StoreState, TakeTransaction } from '../ports/snapshot-store.ts';
import { revise, type TakenAt } from './revise.ts';
import { CALC_VERSION } from './snapshot-content.ts';
import { snapshotMessage } from './snapshot-record.ts';
import { type StalePeriod, stalePeriods } from './stale-periods.ts';

/** A day before the last one taken: what was measured then is not measured again. */
export class AsOfMovesBackError extends Error {
  constructor(
    readonly last: CivilDate,
    readonly given: CivilDate,
  ) {
    super(`as of ${given} lies before ${last}, the day up to which snapshots have been taken`);
    this.name = 'AsOfMovesBackError';
  }
}

export type TakeOutcome = Readonly<{ periods: number; revisions: number }>;

export type TakeOptions = Readonly<{
  policy: Policy;
  policyId: string;
  /** Where revisions are published; null where they are not, as in a replay. */
  topic: string | null;
  onPeriod?: (done: number, of: number) => void;
}>;

/** The periods before this one that a run of falling ACV looks back on, in order. */
const earlierPeriods = (period: Period, { signals, fiscalYearStartMonth }: Policy): readonly Period[] => {
  const periods: Period[] = [];
  for (let at = period; periods.length < signals.compressionPeriods - 1; ) {
    at = priorPeriod(at, fiscalYearStartMonth);
    periods.unshift(at);
  }
  return periods;
};

/** Whether there is anything that the next take need not look at again. */
const isNews = (state: StoreState, stale: Stale, { asOf }: TakenAt): boolean =>
  state.asOf !== asOf || state.calcVersion !== CALC_VERSION || stale.events.length > 0 || stale.fx.length > 0;

/** Takes the snapshots of the periods that changed, and writes a revision of each segment whose content did. */
export class TakeSnapshots {
  constructor(
    private readonly store: SnapshotStore,
    private readonly options: TakeOptions,
  ) {}

  /** Null where another snapshotter is at work. Throws `AsOfMovesBackError`. */
  async take(asOf: CivilDate, at: Date): Promise<TakeOutcome | null> {
    return this.store.take(asOf, at, (transaction) => this.takeIn(transaction, { asOf, at }));
  }

  private async takeIn(transaction: TakeTransaction, taken: TakenAt): Promise<TakeOutcome> {
    const state = await transaction.state();
    if (state.asOf !== null && taken.asOf < state.asOf) throw new AsOfMovesBackError(state.asOf, taken.asOf);
    const stale = await transaction.stale();
    const reported = await transaction.reportedPeriods();
    const periods = stalePeriods(taken.asOf, this.options.policy, { state, stale, reported, calcVersion: CALC_VERSION });
    // What a backfill passes through was never reported; closed periods wait until it is done, and so do its changes.
    const due = state.isCatchingUp ? periods.filter(({ isOpen }) => isOpen) : periods;
    let revisions = 0;
    for (const [i, period] of due.entries()) {
      revisions += await this.takePeriod(transaction, period, taken);
      this.options.onPeriod?.(i + 1, due.length);
    }
    if (!state.isCatchingUp && isNews(state, stale, taken)) await transaction.finish(taken.asOf, CALC_VERSION);
    return { periods: due.length, revisions };
  }

  private async takePeriod(transaction: TakeTransaction, stale: StalePeriod, taken: TakenAt): Promise<number> {
    const { policy, policyId, topic } = this.options;
    const rates = periodRates(await transaction.rates(), stale.days, policy);
    const sums = await transaction.sums(stale.period, stale.days, rates);
    const current = await transaction.current(stale.period);
    const run = await transaction.workings(earlierPeriods(stale.period, policy));
    const frame = { period: stale.period, policyId, reportingCurrency: policy.reportingCurrency };
    const { revisions, reworked } = revise(stale, frame, sums, { current, run }, { ...taken, signals: policy.signals });
    const messages = topic === null ? [] : revisions.map((revision) => snapshotMessage(topic, revision));
    await transaction.append(revisions, messages);
    await transaction.rework(stale.period, reworked);
    return revisions.length;
  }
}
