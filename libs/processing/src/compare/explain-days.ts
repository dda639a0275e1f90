import { narrative, type Policy, type Sentence } from '@app/domain';
import { bridgeSteps, type BridgeStep } from '../explain/bridge-steps.ts';
import { explainedCustomer, type ExplainedCustomer, LARGEST_MOVES } from '../explain/explained-customer.ts';
import { narratedSegment } from '../explain/narrated-segment.ts';
import { type PeriodFigures, periodFigures } from '../explain/period-figures.ts';
import type { SegmentName } from '../snapshots/snapshot-store.ts';
import { segmentFigures, sumsBetween, type TwoDays } from './compared-days.ts';
import type { ComparisonBooks } from './comparison-books.ts';

/** The way from a segment's ACV on one day to that on another, and the customers that moved it most. */
export type DaysExplanation = SegmentName &
  TwoDays &
  Readonly<{
    figures: PeriodFigures;
    narrative: readonly Sentence[];
    bridge: readonly BridgeStep[] | null;
    customers: readonly ExplainedCustomer[];
  }>;

/** Explains two days in the way that `ExplainPeriod` explains a period and its prior one. */
export class ExplainDays {
  constructor(
    private readonly books: ComparisonBooks,
    private readonly policy: Policy,
  ) {}

  /** Throws `OutOfRangeError` if one of the days is not in the books, or nothing counts in the segment. */
  async between(days: TwoDays, segment: SegmentName): Promise<DaysExplanation> {
    return this.books.read(async (reading) => {
      const sums = await sumsBetween(days, reading, this.policy);
      const figures = segmentFigures(segment, sums);
      const frame = { reporting_currency: this.policy.reportingCurrency, missing_fx: sums.gaps.currencies };
      const explained = periodFigures(figures, frame);
      const moves = await reading.largestMoves(segment, LARGEST_MOVES);
      return {
        ...days,
        ...segment,
        figures: explained,
        narrative: narrative(narratedSegment({ figures, explained, now: days.to, then: days.from })),
        bridge: bridgeSteps(explained),
        customers: moves.map(explainedCustomer),
      };
    });
  }
}
