import { compareCodePoints, dimensionsOf, type Figures, type Policy, snapshotFigures } from '@app/domain';
import { wholeOf } from '../snapshots/segment-name.ts';
import type { PeriodSums, SegmentName } from '../snapshots/snapshot-store.ts';
import { churnReasons, type ChurnReasonRow } from './churn-reasons.ts';
import type { ComparisonBooks } from './comparison-books.ts';
import { sumsBetween, type TwoDays } from './compared-days.ts';

/** A segment between two days, by the names of definitions, section 7. */
export type ComparisonRow = SegmentName &
  TwoDays &
  Readonly<{ reportingCurrency: string; figures: Figures; missingFx: readonly string[] }>;

/** By dimension in the policy's order, then by segment in code-point order. */
export const inOrder = <S extends SegmentName>(segments: readonly S[], policy: Policy): readonly S[] => {
  const order = new Map(dimensionsOf(policy).map((dimension, i) => [dimension, i]));
  return segments.toSorted(
    (a, b) => (order.get(a.dimension) ?? 0) - (order.get(b.dimension) ?? 0) || compareCodePoints(a.segment, b.segment),
  );
};

const comparisonRows = (days: TwoDays, sums: PeriodSums, policy: Policy): readonly ComparisonRow[] => {
  const whole = wholeOf(sums);
  return inOrder(sums.segments, policy).map(({ dimension, segment, figures }) => ({
    ...days,
    dimension,
    segment,
    reportingCurrency: policy.reportingCurrency,
    figures: snapshotFigures(figures, whole),
    missingFx: sums.gaps.currencies,
  }));
};

/** The figures of snapshots between any two days (definitions, section 11). Nothing is stored. */
export class CompareDays {
  constructor(
    private readonly books: ComparisonBooks,
    private readonly policy: Policy,
  ) {}

  /** Throws `OutOfRangeError` if one of the days is not in the books. */
  async between(days: TwoDays): Promise<readonly ComparisonRow[]> {
    return this.books.read(async (reading) =>
      comparisonRows(days, await sumsBetween(days, reading, this.policy), this.policy),
    );
  }

  /** The same with the reasons for churn, from one state of the books. */
  async withReasons(
    days: TwoDays,
  ): Promise<Readonly<{ rows: readonly ComparisonRow[]; reasons: readonly ChurnReasonRow[] }>> {
    return this.books.read(async (reading) => ({
      rows: comparisonRows(days, await sumsBetween(days, reading, this.policy), this.policy),
      reasons: await churnReasons(days, reading, this.policy),
    }));
  }
}
