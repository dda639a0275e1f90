import {
  ALL,
  compareCodePoints,
  Decimal,
  type FigureName,
  type Figures,
  type Grain,
  type Policy,
  ratio,
  share,
  type SnapshotStatus,
} from '@app/domain';
import type { SegmentName } from '../snapshots/snapshot-store.ts';
import { askedGrain, type PeriodsAsked } from './asked-grain.ts';
import { askedDimension, type SegmentsAsked } from './asked-segments.ts';
import { everySnapshot } from './every-snapshot.ts';
import { type ReportedSnapshot, reportedSnapshot } from './list-snapshots.ts';
import type { ReportedSnapshots, SnapshotsAsked } from './reported-snapshots.ts';

export type SeriesQuestion = PeriodsAsked & SegmentsAsked & Readonly<{ figures: readonly FigureName[] }>;

/** A figure as it was emitted; null where it is undefined, or the segment has no snapshot in the period. */
type SeriesValue = Figures[FigureName] | null;

/** A segment with a value for each period. */
export type SegmentSeries = SegmentName &
  Readonly<{
    status: readonly (SnapshotStatus | null)[];
    revision: readonly (number | null)[];
    /** Of the ARR of the whole book, 0 to 1; null where that is 0. */
    arr_share: readonly (string | null)[];
    figures: Readonly<Partial<Record<FigureName, readonly SeriesValue[]>>>;
  }>;

export type Series = Readonly<{
  grain: Grain;
  reportingCurrency: string;
  periods: readonly string[];
  measuredOn: readonly string[];
  segments: readonly SegmentSeries[];
}>;

const arrOf = ({ content }: ReportedSnapshot): Decimal => new Decimal(content.arr ?? 0);

/** What the columns of every segment have in common. */
type Columns = Readonly<{
  periods: readonly string[];
  figures: readonly FigureName[];
  /** The ARR of the whole book by period. */
  bookArr: ReadonlyMap<string, Decimal>;
}>;

const segmentSeries = (
  name: SegmentName,
  own: readonly ReportedSnapshot[],
  { periods, figures, bookArr }: Columns,
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
    arr_share: of((snapshot) => {
      const whole = bookArr.get(snapshot.revision.period);
      return whole === undefined ? null : share(ratio(arrOf(snapshot), whole));
    }),
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
    const asked = { grain, from, to, knownAt: null };
    const snapshots = await this.#read({ ...asked, dimensions: [dimension], segments });
    const isWhole = dimension === ALL && segments === null;
    const book = isWhole ? snapshots : await this.#read({ ...asked, dimensions: [ALL], segments: null });
    const bookArr = new Map(book.map((snapshot) => [snapshot.revision.period, arrOf(snapshot)]));
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
        .map(([segment, own]) =>
          segmentSeries({ dimension, segment }, own, { periods, figures: question.figures, bookArr }),
        ),
    };
  }

  async #read(asked: SnapshotsAsked): Promise<readonly ReportedSnapshot[]> {
    const snapshots: ReportedSnapshot[] = [];
    for await (const revisions of everySnapshot(this.reported, asked)) {
      snapshots.push(...revisions.map(reportedSnapshot));
    }
    return snapshots;
  }
}
