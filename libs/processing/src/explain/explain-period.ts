import { Decimal, type Period, type Sentence } from '@app/domain';
import { currentSnapshot } from '@app/wire';
import type { SegmentName } from '../snapshots/snapshot-store.ts';
import { type PeriodFigures, periodFigures } from './period-figures.ts';
import { bridgeSteps, type BridgeStep } from './bridge-steps.ts';
import { assertCurrent } from './assert-current.ts';
import { explainedCustomer, type ExplainedCustomer, LARGEST_MOVES } from './explained-customer.ts';
import type { ExplanationSource, PeriodSource, BooksSums } from './explanation-source.ts';
import { periodNarrative } from './period-narrative.ts';

/** The way from the prior ACV of a segment to this one. */
export type PeriodExplanation = SegmentName &
  Readonly<{
    period: Period;
    measuredOn: string;
    status: string;
    revision: number;
    figures: PeriodFigures;
    narrative: readonly Sentence[];
    /** The parts of the bridge as emitted, in their order; null if there is no bridge. */
    bridge: readonly BridgeStep[] | null;
    customers: readonly ExplainedCustomer[];
    /** Sums of the books that now differ from the snapshot's, because something arrived since it was taken. */
    differences: readonly SumDifference[];
  }>;

export type SumDifference = Readonly<{ figure: keyof PeriodFigures; snapshot: string; books: string }>;

const differencesFrom = (figures: PeriodFigures, books: BooksSums): readonly SumDifference[] =>
  [
    { figure: 'arr', snapshot: figures.arr, books: books.arr } as const,
    { figure: 'active_logos', snapshot: String(figures.active_logos), books: String(books.logos) } as const,
    { figure: 'opening_arr', snapshot: figures.opening_arr, books: books.priorArr } as const,
    { figure: 'opening_logos', snapshot: String(figures.opening_logos), books: String(books.priorLogos) } as const,
  ].filter(({ snapshot, books: sum }) => !new Decimal(snapshot).eq(sum));

const explained = (period: Period, name: SegmentName, source: PeriodSource): PeriodExplanation => {
  const content = currentSnapshot(source.snapshot.content);
  const figures = periodFigures(content, content);
  return {
    ...name,
    period,
    measuredOn: source.snapshot.measuredOn,
    status: source.snapshot.status,
    revision: source.snapshot.revision,
    figures,
    narrative: periodNarrative(source.snapshot, source.prior),
    bridge: bridgeSteps(figures),
    customers: source.largestMoves.map(explainedCustomer),
    differences: differencesFrom(figures, source.books),
  };
};

/** Explains the way from a snapshot's prior ACV to its ACV, and which customers moved it. */
export class ExplainPeriod {
  constructor(private readonly source: ExplanationSource) {}

  /** Null if the segment has no snapshot in the period. Throws `NotReportedError` if a former calculation withdrew it. */
  async of(period: Period, segment: SegmentName): Promise<PeriodExplanation | null> {
    const found = await this.source.period(period, segment, LARGEST_MOVES);
    if (found === null) return null;
    assertCurrent(found.snapshot);
    return explained(period, segment, found);
  }
}
