import { narrative, type Period, type Policy, priorPeriod, type Sentence } from '@app/domain';
import { currentSnapshot, type SnapshotContent } from '@app/wire';
import { assertCurrent } from './assert-current.ts';
import { narratedSegment } from './narrated-segment.ts';
import { type PeriodFigures, periodFigures } from './period-figures.ts';
import type { ReportedSnapshots } from '../reported/reported-snapshots.ts';
import type { SegmentName, SnapshotRevision } from '../snapshots/snapshot-store.ts';

/** A snapshot with its content and the figures that explain it. */
type Explained = Readonly<{ snapshot: SnapshotRevision; content: SnapshotContent; explained: PeriodFigures }>;

/** The period before, and the segment's snapshot in it. */
type Prior = Readonly<{ period: Period; snapshot: SnapshotRevision | null }>;

/** What moved in a period and why, in sentences. */
export const periodNarrative = (
  period: Period,
  { snapshot, content, explained }: Explained,
  prior: Prior,
): readonly Sentence[] => {
  const then = content.trend_null_reason === 'no_prior_period' ? null : prior.period.label;
  return narrative({
    ...narratedSegment({ figures: content, explained, now: period.label, then }),
    signals: content.signals,
    openUntil: snapshot.status === 'open' ? snapshot.measuredOn : null,
    isPriorRestated: prior.snapshot?.status === 'restated',
  });
};

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
    assertCurrent(period, snapshot);
    const before = priorPeriod(period, this.policy.fiscalYearStartMonth);
    const prior = { period: before, snapshot: await this.reported.current(before, segment) };
    const content = currentSnapshot(snapshot.content);
    const explained = periodFigures(content, content);
    return { snapshot, sentences: periodNarrative(period, { snapshot, content, explained }, prior) };
  }
}
