import {
  compareCodePoints,
  type FigureName,
  type Figures,
  type Grain,
  type Policy,
  type SnapshotStatus,
} from '@app/domain';
import type { SegmentName } from '../snapshots/snapshot-store.ts';
import { askedGrain, type PeriodsAsked } from './asked-grain.ts';
import { askedDimension, type SegmentsAsked } from './asked-segments.ts';
import { everySnapshot } from './every-snapshot.ts';
import { type ReportedSnapshot, reportedSnapshot } from './list-snapshots.ts';
import type { ReportedSnapshots } from './reported-snapshots.ts';

export type SeriesQuestion = PeriodsAsked & SegmentsAsked & Readonly<{ figures: readonly FigureName[] }>;

/** A figure as it was emitted; null where it is undefined, or the segment has no snapshot in the period. */
type SeriesValue = Figures[FigureName] | null;

/** A segment with a value for each period. */
export type SegmentSeries = SegmentName &
  Readonly<{
    status: readonly (SnapshotStatus | null)[];
    revision: readonly (number | null)[];
    figures: Readonly<Partial<Record<FigureName, readonly SeriesValue[]>>>;
  }>;

export type Series = Readonly<{
  grain: Grain;
  reportingCurrency: string;
  periods: readonly string[];
  measuredOn: readonly string[];
  segments: readonly SegmentSeries[];
}>;

const segmentSeries = (
  name: SegmentName,
  own: readonly ReportedSnapshot[],
  { periods, figures }: Readonly<{ periods: readonly string[]; figures: readonly FigureName[] }>,
): SegmentSeries => {
  const byPeriod = new Map(own.map((snapshot) => [snapshot.revision.period, snapshot]));
  const of = <T>(value: (snapshot: ReportedSnapshot) => T): readonly (T | null)[] =>
    periods.map((period) => {
      const snapshot = byPeriod.get(period);
      return snapshot === undefined ? null : value(snapshot);
    });
  return {
    ...name,
    status: of(({ revision }) => revision.status),
    revision: of(({ revision }) => revision.revision),
    figures: Object.fromEntries(figures.map((figure) => [figure, of(({ content }) => content[figure] ?? null)])),
  };
};

/** Figures of many periods by column, from the current snapshots. */
export class ReadSeries {
  constructor(
    private readonly reported: ReportedSnapshots,
    private readonly policy: Policy,
  ) {}

  /** By segment in code-point order. Throws `OutOfRangeError`. */
  async of(question: SeriesQuestion): Promise<Series> {
    const grain = askedGrain(question, this.policy);
    const dimension = askedDimension(question, this.policy);
    const { from, to, segments } = question;
    const snapshots: ReportedSnapshot[] = [];
    const asked = { grain, from, to, dimensions: [dimension], segments, knownAt: null };
    for await (const revisions of everySnapshot(this.reported, asked))
      snapshots.push(...revisions.map(reportedSnapshot));
    const days = new Map(snapshots.map(({ revision }) => [revision.period, revision.measuredOn]));
    const periods = [...days.keys()];
    const bySegment = Map.groupBy(snapshots, ({ revision }) => revision.segment);
    return {
      grain,
      reportingCurrency: this.policy.reportingCurrency,
      periods,
      measuredOn: [...days.values()],
      segments: [...bySegment]
        .toSorted(([a], [b]) => compareCodePoints(a, b))
        .map(([segment, own]) => segmentSeries({ dimension, segment }, own, { periods, figures: question.figures })),
    };
  }
}
