import { emptySegment, nextStatus, revisionReason, type SignalThresholds, workings, workingsJson } from '@app/domain';
import { snapshotKey } from '@app/wire';
import type { CurrentSnapshot, NamedSegment, NewRevision, PeriodSums, SnapshotRevision } from './snapshot-store.ts';
import { periodSignals, type Run } from './period-signals.ts';
import { segmentName, wholeOf } from './segment-name.ts';
import { type Frame, snapshotContent } from './snapshot-content.ts';
import type { StalePeriod } from './stale-periods.ts';

/** The as-of day of a take, and the moment at which it is made. */
export type TakenAt = Readonly<{ asOf: SnapshotRevision['asOf']; at: Date }>;

/** A period's new sums, its current snapshots, and what the periods before it add to its signals. */
export type PeriodState = Readonly<{ sums: PeriodSums; current: readonly CurrentSnapshot[]; run: Run }>;

/** The outcome of a take for a period: new revisions, and the snapshots in which only the workings changed. */
export type Revised = Readonly<{ revisions: readonly NewRevision[]; reworked: readonly CurrentSnapshot[] }>;

/** The segments that a period has or had, because a segment that was reported once stays, with zeros. */
const segmentsOf = (
  { days }: StalePeriod,
  sums: PeriodSums,
  current: readonly CurrentSnapshot[],
): readonly NamedSegment[] => {
  const present = new Set(sums.segments.map(segmentName));
  const figures = emptySegment(days.prior !== null, days.yearAgo !== null);
  const gone = current.filter((snapshot) => snapshot.status !== 'withdrawn' && !present.has(segmentName(snapshot)));
  return [...sums.segments, ...gone.map(({ dimension, segment }) => ({ dimension, segment, figures }))];
};

const workingsText = ({ figures }: NamedSegment): string | null => {
  const own = workings(figures);
  return own === null ? null : JSON.stringify(workingsJson(own));
};

type NextRevision = Pick<NewRevision, 'content' | 'workings' | 'revision' | 'status' | 'reason'>;

const revisionOf = (
  stale: StalePeriod,
  { dimension, segment }: NamedSegment,
  next: NextRevision,
  { asOf, at }: TakenAt,
): NewRevision => {
  const name = { grain: stale.period.grain, period: stale.period.label, dimension, segment };
  const snapshotId = `${snapshotKey(name)}#${next.revision}`;
  return { ...name, ...next, snapshotId, measuredOn: stale.days.now, asOf, emittedAt: at };
};

/** Compares a period's new sums with its current snapshots: a revision for each segment whose content changed. */
export const revise = (
  stale: StalePeriod,
  frame: Omit<Frame, 'whole' | 'missingFx'>,
  { sums, current, run }: PeriodState,
  taken: TakenAt & Readonly<{ signals: SignalThresholds }>,
): Revised => {
  const bySegment = new Map(current.map((snapshot) => [segmentName(snapshot), snapshot]));
  const isReported = current.some(({ status }) => status === 'closed' || status === 'restated');
  const whole = { ...frame, missingFx: sums.gaps.currencies, whole: wholeOf(sums) };
  const signalsOf = periodSignals(sums, run, taken.signals);
  const revisions: NewRevision[] = [];
  const reworked: CurrentSnapshot[] = [];
  for (const segment of segmentsOf(stale, sums, current)) {
    const before = bySegment.get(segmentName(segment));
    const next = {
      content: snapshotContent(whole, segment.figures, signalsOf(segment)),
      workings: workingsText(segment),
    };
    const status = nextStatus({
      isOpen: stale.isOpen,
      before: before?.status ?? null,
      isSameContent: before?.content === next.content,
      isReported,
    });
    if (status !== null) {
      const revision = (before?.revision ?? 0) + 1;
      const reason = revisionReason(before ?? null, frame.policyId, stale.reason);
      revisions.push(revisionOf(stale, segment, { ...next, revision, status, reason }, taken));
    } else if (before !== undefined && before.workings !== next.workings) {
      reworked.push({ ...before, workings: next.workings });
    }
  }
  return { revisions, reworked };
};
