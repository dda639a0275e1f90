import { type Reason, type SegmentInPeriod, type SnapshotStatus, type Standing, ZERO } from '@app/domain';
import { snapshotKey } from '@app/wire';
import type { CurrentSnapshot, PeriodSums, SegmentName, SnapshotRevision } from '../ports/snapshot-store.ts';
import { CALC_VERSION, type Frame, snapshotContent } from './snapshot-content.ts';
import type { StalePeriod } from './stale-periods.ts';

/** When a take is made, and of which day. */
export type TakenAt = Readonly<{ asOf: SnapshotRevision['asOf']; at: Date }>;

const NOBODY: Standing = { arr: ZERO, logos: 0 };

/** A segment without customers, once reported, stays with zeros; it has the comparisons of its period. */
const emptySegment = ({ days }: StalePeriod): SegmentInPeriod => ({
  now: {
    ...NOBODY,
    contracts: 0,
    grossArr: ZERO,
    normalizedAcv: ZERO,
    contractedAcv: ZERO,
    expectedUsage: ZERO,
    oneTime: ZERO,
    sumOfSquares: ZERO,
    top1: ZERO,
    top10: ZERO,
    arrAt: () => ZERO,
  },
  prior: days.prior === null ? null : NOBODY,
  yearAgo: days.yearAgo === null ? null : NOBODY,
});

const nameKey = ({ dimension, segment }: SegmentName): string => JSON.stringify([dimension, segment]);

/** A closed snapshot whose content changes is restated; nothing else moves it. Null: nothing to write. */
const statusOf = (
  isOpen: boolean,
  current: CurrentSnapshot | undefined,
  isReported: boolean,
  content: string,
): SnapshotStatus | null => {
  const isSame = current?.content === content;
  const wasClosed = current === undefined ? isReported : current.status === 'closed' || current.status === 'restated';
  if (wasClosed) return isSame ? null : 'restated';
  if (isOpen) return isSame && current.status === 'open' ? null : 'open';
  return 'closed';
};

const reasonOf = (current: CurrentSnapshot | undefined, frame: Frame, cause: Reason): Reason => {
  if (current === undefined) return 'first';
  if (current.policyId !== frame.policyId) return 'policy';
  return current.calcVersion === CALC_VERSION ? cause : 'calculation';
};

/** The segments of a period, those it has and those it had. */
const segments = (stale: StalePeriod, sums: PeriodSums, current: readonly CurrentSnapshot[]): PeriodSums['segments'] => {
  const present = new Set(sums.segments.map(nameKey));
  const gone = current.filter((name) => !present.has(nameKey(name)));
  return [
    ...sums.segments,
    ...gone.map(({ dimension, segment }) => ({ dimension, segment, figures: emptySegment(stale) })),
  ];
};

/** The revisions that a period's new sums make of its current snapshots: one for each segment whose content changed. */
export const revise = (
  stale: StalePeriod,
  frame: Frame,
  sums: PeriodSums,
  current: readonly CurrentSnapshot[],
  { asOf, at }: TakenAt,
): readonly SnapshotRevision[] => {
  const standing = new Map(current.map((snapshot) => [nameKey(snapshot), snapshot]));
  const isReported = current.some(({ status }) => status === 'closed' || status === 'restated');
  const { grain, label } = stale.period;
  return segments(stale, sums, current).flatMap(({ dimension, segment, figures }) => {
    const before = standing.get(nameKey({ dimension, segment }));
    const content = snapshotContent(frame, figures);
    const status = statusOf(stale.isOpen, before, isReported, content);
    if (status === null) return [];
    const revision = (before?.revision ?? 0) + 1;
    const name = { grain, period: label, dimension, segment };
    return [
      {
        ...name,
        revision,
        snapshotId: `${snapshotKey(name)}#${revision}`,
        status,
        reason: reasonOf(before, frame, stale.reason),
        measuredOn: stale.days.now,
        asOf,
        emittedAt: at,
        content,
      },
    ];
  });
};
