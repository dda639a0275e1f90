import {
  ALL,
  GRAINS,
  narrative,
  type Period,
  periodLabelled,
  type Policy,
  priorPeriod,
  type Sentence,
} from '@app/domain';
import { currentSnapshot } from '@app/wire';
import type { SnapshotRevision } from '../snapshots/snapshot-store.ts';
import type { Books } from '../store/books.ts';
import { narratedSegment } from './narrated-segment.ts';
import { periodFigures } from './period-figures.ts';

/** The period before, and the segment in it; null if it was not reported there. */
type Prior = Readonly<{ period: Period; snapshot: SnapshotRevision | null }>;

/** What moved a segment in a period and why. Needs nothing but the snapshots of the two periods. */
export const periodNarrative = (snapshot: SnapshotRevision, prior: Prior): readonly Sentence[] => {
  const content = currentSnapshot(snapshot.content);
  const then = content.trend_null_reason === 'no_prior_period' ? null : prior.period.label;
  const explained = periodFigures(content, content);
  return narrative({
    ...narratedSegment({ figures: content, explained, now: snapshot.period, then }),
    signals: content.signals,
    openUntil: snapshot.status === 'open' ? snapshot.measuredOn : null,
    isPriorRestated: prior.snapshot?.status === 'restated',
  });
};

/** The current revisions of the whole book that are not withdrawn, in the order of grains and periods. */
export const wholeBook = async (books: Pick<Books, 'currentSnapshots'>): Promise<readonly SnapshotRevision[]> => {
  const whole: SnapshotRevision[] = [];
  for await (const period of books.currentSnapshots()) {
    whole.push(...period.filter(({ dimension, status }) => dimension === ALL && status !== 'withdrawn'));
  }
  return whole;
};

/** The narrative of the last period of the shortest grain; empty if there is none. */
export const latestNarrative = (
  whole: readonly SnapshotRevision[],
  { fiscalYearStartMonth }: Pick<Policy, 'fiscalYearStartMonth'>,
): readonly Sentence[] => {
  const shortest = GRAINS.find((grain) => whole.some((each) => each.grain === grain));
  const own = whole.filter(({ grain }) => grain === shortest);
  const last = own.at(-1);
  if (shortest === undefined || last === undefined) return [];
  const period = priorPeriod(periodLabelled(shortest, last.period, fiscalYearStartMonth), fiscalYearStartMonth);
  return periodNarrative(last, { period, snapshot: own.find((each) => each.period === period.label) ?? null });
};
