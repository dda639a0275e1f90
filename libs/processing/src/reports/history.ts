import { type CivilDate, type MeasuredDays, measuredDays, type Period, type Policy } from '@app/domain';
import { storedSnapshot, type StoredSnapshot } from '@app/wire';
import type { SegmentName } from '../snapshots/snapshot-store.ts';
import { type Causes, causesOf } from './history-causes.ts';
import { type FigureChange, figureChanges } from './history-figures.ts';
import type { HistoryReading, HistoryStore, KeptRevision } from './history-store.ts';
import { NotReportedError } from './not-reported-error.ts';

export type HistoryQuestion = Readonly<{
  period: Period;
  name: SegmentName;
  /** Whether a revision is among those that the reader looked at then; null: nothing is compared. */
  wasKnown: ((revision: Pick<KeptRevision, 'emittedAt' | 'asOf'>) => boolean) | null;
}>;

/** A revision, its differences from the one before, and the events between the two. */
export type HistoryEntry = Readonly<{
  revision: KeptRevision;
  content: StoredSnapshot;
  /** Compared with the revision before; the first revision has none. */
  changes: readonly FigureChange[];
  causes: Causes;
}>;

/** The report of then, compared with the present one. */
export type Comparison = Readonly<{
  /** Null: nothing had been reported yet. */
  then: HistoryEntry | null;
  changes: readonly FigureChange[];
  causes: Causes;
}>;

export type History = Readonly<{
  /** All revisions that are kept, in order; the last one is current. */
  entries: readonly HistoryEntry[];
  current: HistoryEntry;
  comparison: Comparison | null;
}>;

const NO_CAUSES: Causes = { events: [], more: 0 };

const notReported = async (reading: HistoryReading, { period, name }: HistoryQuestion): Promise<NotReportedError> => {
  const { dimension, segment } = name;
  if (!(await reading.isReported({ period }))) {
    return new NotReportedError(`the ${period.grain} ${period.label} was never reported`);
  }
  return (await reading.isReported(name))
    ? new NotReportedError(`${dimension} ${segment} was never reported in ${period.label}`)
    : new NotReportedError(`${dimension} has never had a segment ${segment}`);
};

/** The history of all that was reported of a segment in a period, with the causes of each change (definitions, section 9). */
export class SnapshotHistory {
  constructor(
    private readonly store: HistoryStore,
    private readonly policy: Policy,
  ) {}

  /** Throws `NotReportedError`. */
  async history(question: HistoryQuestion): Promise<History> {
    return this.store.read(async (reading) => {
      const revisions = await reading.revisions(question.period, question.name);
      const entries = await this.entries(reading, question, revisions);
      const current = entries.at(-1);
      if (current === undefined) throw await notReported(reading, question);
      return { entries, current, comparison: await this.comparison(reading, question, entries, current) };
    });
  }

  private async entries(
    reading: HistoryReading,
    question: HistoryQuestion,
    revisions: readonly KeptRevision[],
  ): Promise<readonly HistoryEntry[]> {
    const entries: HistoryEntry[] = [];
    for (const revision of revisions) {
      const former = entries.at(-1) ?? null;
      const content = storedSnapshot(revision.content);
      entries.push({
        revision,
        content,
        changes: former === null ? [] : figureChanges(former.content, content),
        causes: await this.causes(reading, question, former?.revision ?? null, revision),
      });
    }
    return entries;
  }

  private async comparison(
    reading: HistoryReading,
    question: HistoryQuestion,
    entries: readonly HistoryEntry[],
    current: HistoryEntry,
  ): Promise<Comparison | null> {
    const { wasKnown } = question;
    if (wasKnown === null) return null;
    const then = entries.findLast(({ revision }) => wasKnown(revision)) ?? null;
    if (then === null || then === current) return { then, changes: [], causes: NO_CAUSES };
    return {
      then,
      changes: figureChanges(then.content, current.content),
      causes: await this.causes(reading, question, then.revision, current.revision),
    };
  }

  private async causes(
    reading: HistoryReading,
    { period, name }: HistoryQuestion,
    former: KeptRevision | null,
    { takeId, measuredOn }: KeptRevision,
  ): Promise<Causes> {
    const days = await this.days(reading, period, measuredOn);
    return causesOf(reading, this.policy, { takes: { after: former?.takeId ?? 0, upTo: takeId }, period, days, name });
  }

  private async days(reading: HistoryReading, period: Period, measuredOn: CivilDate): Promise<MeasuredDays> {
    const { firstActiveDay } = await reading.bounds();
    return measuredDays(period, measuredOn, firstActiveDay ?? measuredOn, this.policy);
  }
}
