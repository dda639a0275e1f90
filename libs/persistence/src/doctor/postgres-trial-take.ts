import type { Period, Policy } from '@app/domain';
import type { CurrentSnapshot, NewRevision, Stale, TrialTake } from '@app/processing';
import { dateFrom } from '../contracts/stored-dates.ts';
import type { Transaction } from '../database/database.ts';
import { periodSums } from '../snapshots/comparison/period-sums.ts';
import { PostgresTake } from '../snapshots/take/postgres-take.ts';
import { changedDays } from '../snapshots/take/stale-days.ts';

type Written = ReturnType<TrialTake['written']>;

/** A take that sums up and compares, and keeps what it would write instead of writing it. */
export class PostgresTrialTake extends PostgresTake {
  #written: Written[number][] = [];

  /** Its as-of day counts for nothing, because no take is stored. */
  constructor(
    private readonly own: Transaction,
    private readonly policy: Policy,
  ) {
    super(own, { policy, asOf: dateFrom('1970-01-01'), takenAt: new Date(0) }, periodSums);
  }

  /** What was kept since the last call. */
  written(): Written {
    const written = this.#written;
    this.#written = [];
    return written;
  }

  /** Reads only: the first active days of customers stay as they are. */
  override async stale(): Promise<Stale> {
    return changedDays(this.own, this.policy);
  }

  override async append(revisions: readonly NewRevision[]): Promise<void> {
    this.#written.push(...revisions);
  }

  override async rework(_period: Period, reworked: readonly CurrentSnapshot[]): Promise<void> {
    this.#written.push(...reworked);
  }

  override async finish(): Promise<void> {}
}
