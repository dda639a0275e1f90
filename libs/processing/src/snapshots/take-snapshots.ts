import { CALC_VERSION, type CivilDate } from '@app/domain';
import type { SnapshotStore, Stale, StoreState, TakeTransaction } from './snapshot-store.ts';
import type { TakenAt } from './revise.ts';
import { stalePeriods } from './stale-periods.ts';
import { takePeriod, type TakeOptions } from './take-period.ts';

/** The given day is before the last one taken. A day that was measured is not measured again. */
export class AsOfMovesBackError extends Error {
  constructor(
    readonly last: CivilDate,
    readonly given: CivilDate,
  ) {
    super(`as of ${given} lies before ${last}, the day up to which snapshots have been taken`);
    this.name = 'AsOfMovesBackError';
  }
}

/** `restated` counts those revisions that change the content of a closed period. */
export type TakeOutcome = Readonly<{ periods: number; revisions: number; restated: number }>;

const NOTHING_TAKEN: TakeOutcome = { periods: 0, revisions: 0, restated: 0 };

/** Whether the take has something to record, which the next take then need not look at again. */
const isNews = (state: StoreState, stale: Stale, { asOf }: TakenAt): boolean =>
  state.asOf !== asOf || state.calcVersion !== CALC_VERSION || stale.events.length > 0 || stale.fx.length > 0;

/** Takes the snapshots of the periods that changed, with a revision of each segment whose content changed. */
export class TakeSnapshots {
  /** The last event that waited to be folded once the first load was read. Null: it is not read yet. */
  #lastOfLoad: bigint | null = null;

  constructor(
    private readonly store: SnapshotStore,
    private readonly options: TakeOptions,
  ) {}

  /** Null if another snapshotter is at work. Throws `AsOfMovesBackError`. */
  async take(asOf: CivilDate, at: Date): Promise<TakeOutcome | null> {
    return this.store.take(asOf, at, (transaction) => this.takeIn(transaction, { asOf, at }));
  }

  private async takeIn(transaction: TakeTransaction, taken: TakenAt): Promise<TakeOutcome> {
    const state = await transaction.state();
    if (state.asOf !== null && taken.asOf < state.asOf) throw new AsOfMovesBackError(state.asOf, taken.asOf);
    const reported = await transaction.reportedPeriods();
    if (reported.size === 0 && (await this.isLoading(transaction, state))) return NOTHING_TAKEN;
    const stale = await transaction.stale();
    const periods = stalePeriods(taken.asOf, this.options.policy, {
      state,
      stale,
      reported,
      calcVersion: CALC_VERSION,
    });
    // During a backfill figures are temporary, so closed periods and their changes wait until it is done.
    const due = state.isCatchingUp ? periods.filter(({ isOpen }) => isOpen) : periods;
    let revisions = 0;
    let restated = 0;
    await transaction.expect(due);
    for (const [i, period] of due.entries()) {
      const written = await takePeriod(transaction, period, taken, this.options);
      revisions += written.length;
      restated += written.filter(({ status }) => status === 'restated').length;
      this.options.onPeriod?.(i + 1, due.length);
    }
    if (!state.isCatchingUp && isNews(state, stale, taken)) await transaction.finish(taken.asOf, CALC_VERSION);
    return { periods: due.length, revisions, restated };
  }

  /**
   * Whether the first load is not read or not folded yet. Nothing is taken before, also no open period: a store that was
   * loaded through Kafka then has the same revisions, with the same reasons, as one that was loaded from files. Events that
   * come after the load are not waited for, because in a busy store some event always waits; neither are those of a
   * contract that is set aside, because one contract would hold up all others.
   */
  private async isLoading(transaction: TakeTransaction, { isCatchingUp }: StoreState): Promise<boolean> {
    if (isCatchingUp) {
      this.#lastOfLoad = null;
      return true;
    }
    const unfolded = await transaction.unfoldedEvents();
    if (unfolded === null) return false;
    this.#lastOfLoad ??= unfolded.last;
    return unfolded.first <= this.#lastOfLoad;
  }
}
