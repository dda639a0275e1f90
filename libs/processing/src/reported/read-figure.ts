import {
  ALL,
  compareCodePoints,
  dimensionsOf,
  type FigureName,
  type Figures,
  type Grain,
  type Policy,
  periodLabelled,
  priorPeriod,
  yearAgoPeriod,
} from '@app/domain';
import { NotReportedError } from '../reports/not-reported-error.ts';
import { OutOfRangeError } from '../reports/out-of-range-error.ts';
import { askedGrain, askedPeriod } from './asked-grain.ts';
import { everySnapshot } from './every-snapshot.ts';
import { type ReportedSnapshot, reportedSnapshot } from './list-snapshots.ts';
import type { ReportedSnapshots, SnapshotsAsked } from './reported-snapshots.ts';

/** Without a grain and a period: the latest period of the finest grain. */
export type PeriodAsked = Readonly<{ grain: Grain | null; period: string | null }>;
export type FigureQuestion = PeriodAsked & Readonly<{ figure: FigureName }>;

/** A figure as it was emitted; null where it is undefined or there is no snapshot. */
type FigureValue = Figures[FigureName] | null;

/** A figure of the whole book in a period, beside the periods that it is compared with, and by segment. */
export type FigureInPeriod = Readonly<{
  /** The snapshot of the whole book. */
  whole: ReportedSnapshot;
  current: FigureValue;
  prior: FigureValue;
  yoy: FigureValue;
  /** Up to the period, in time. */
  series: readonly Readonly<{ period: string; value: FigureValue }>[];
  /** By dimension. */
  segments: Readonly<
    Record<string, readonly Readonly<{ segment: string; current: FigureValue; prior: FigureValue }>[]>
  >;
}>;

type Value = (snapshots: readonly ReportedSnapshot[], period: string) => FigureValue;

const valueOf =
  (figure: FigureName): Value =>
  (snapshots, period) =>
    snapshots.find(({ revision }) => revision.period === period)?.content[figure] ?? null;

/** Reads one figure from the snapshots as they are reported now. */
export class ReadFigure {
  constructor(
    private readonly reported: ReportedSnapshots,
    private readonly policy: Policy,
  ) {}

  /** Throws `OutOfRangeError`, or `NotReportedError` if there is no snapshot of the period. */
  async of({ figure, ...asked }: FigureQuestion): Promise<FigureInPeriod> {
    const { book, whole } = await this.#book(asked);
    const value = valueOf(figure);
    const { grain, period: now } = whole.revision;
    const { prior, yearAgo } = this.#compared(grain, now);
    return {
      whole,
      current: value(book, now),
      prior: value(book, prior),
      yoy: value(book, yearAgo),
      series: book.map(({ revision, content }) => ({ period: revision.period, value: content[figure] ?? null })),
      segments: await this.#segments({ grain, prior, now }, value),
    };
  }

  /** The snapshot of the whole book. Throws as `of` does. */
  async whole(asked: PeriodAsked): Promise<ReportedSnapshot> {
    return (await this.#book(asked)).whole;
  }

  /** The snapshots of the whole book up to the period, and that of the period. */
  async #book({
    grain: given,
    period,
  }: PeriodAsked): Promise<Readonly<{ book: readonly ReportedSnapshot[]; whole: ReportedSnapshot }>> {
    const grain = this.#grain(given, period);
    const book = await this.#snapshots({ grain, from: null, to: period, dimensions: [ALL] });
    const whole = book.at(-1);
    if (whole === undefined || (period !== null && whole.revision.period !== period)) {
      throw new NotReportedError(`there is no snapshot of ${period ?? `any ${grain}`}`);
    }
    return { book, whole };
  }

  #grain(grain: Grain | null, period: string | null): Grain {
    if (period === null) return askedGrain({ grain, from: null, to: null }, this.policy);
    const own = askedPeriod(period, this.policy).grain;
    if (grain !== null && grain !== own) throw new OutOfRangeError('period', `${period} is not a ${grain}`);
    return own;
  }

  #compared(grain: Grain, label: string): Readonly<{ prior: string; yearAgo: string }> {
    const { fiscalYearStartMonth } = this.policy;
    const period = periodLabelled(grain, label, fiscalYearStartMonth);
    return {
      prior: priorPeriod(period, fiscalYearStartMonth).label,
      yearAgo: yearAgoPeriod(period, fiscalYearStartMonth).label,
    };
  }

  async #segments(
    { grain, prior, now }: Readonly<{ grain: Grain; prior: string; now: string }>,
    value: Value,
  ): Promise<FigureInPeriod['segments']> {
    const dimensions = dimensionsOf(this.policy).filter((dimension) => dimension !== ALL);
    const rows = await this.#snapshots({ grain, from: prior, to: now, dimensions });
    const rowsOf = (dimension: string) => rows.filter(({ revision }) => revision.dimension === dimension);
    return Object.fromEntries(
      dimensions.map((dimension) => [
        dimension,
        [...Map.groupBy(rowsOf(dimension), ({ revision }) => revision.segment)]
          .toSorted(([a], [b]) => compareCodePoints(a, b))
          .map(([segment, own]) => ({ segment, current: value(own, now), prior: value(own, prior) })),
      ]),
    );
  }

  async #snapshots(
    asked: Pick<SnapshotsAsked, 'grain' | 'from' | 'to' | 'dimensions'>,
  ): Promise<readonly ReportedSnapshot[]> {
    const snapshots: ReportedSnapshot[] = [];
    for await (const revisions of everySnapshot(this.reported, { ...asked, segments: null, knownAt: null })) {
      snapshots.push(...revisions.map(reportedSnapshot));
    }
    return snapshots;
  }
}
