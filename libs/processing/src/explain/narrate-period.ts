import { type Period, type Policy, priorPeriod, type Sentence } from '@app/domain';
import { assertCurrent } from './assert-current.ts';
import { periodNarrative } from './period-narrative.ts';
import type { ReportedSnapshots } from '../reported/reported-snapshots.ts';
import type { SegmentName, SnapshotRevision } from '../snapshots/snapshot-store.ts';

export type PeriodNarrative = Readonly<{ snapshot: SnapshotRevision; sentences: readonly Sentence[] }>;

/** Tells a period from its snapshot and the one before. It costs two rows, whereas `ExplainPeriod` compares customers. */
export class NarratePeriod {
  constructor(
    private readonly reported: ReportedSnapshots,
    private readonly policy: Policy,
  ) {}

  /** Null if the segment has no snapshot in the period. Throws `NotReportedError` if a former calculation withdrew it. */
  async of(period: Period, segment: SegmentName): Promise<PeriodNarrative | null> {
    const snapshot = await this.reported.current(period, segment);
    if (snapshot === null) return null;
    assertCurrent(snapshot);
    const before = priorPeriod(period, this.policy.fiscalYearStartMonth);
    const prior = { period: before, snapshot: await this.reported.current(before, segment) };
    return { snapshot, sentences: periodNarrative(snapshot, prior) };
  }
}
