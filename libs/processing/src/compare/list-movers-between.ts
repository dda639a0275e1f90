import type { Policy } from '@app/domain';
import { explainedCustomer } from '../explain/explained-customer.ts';
import type { Movers } from '../explain/list-movers.ts';
import type { SegmentName } from '../snapshots/snapshot-store.ts';
import { segmentFigures, sumsBetween, type TwoDays } from './compared-days.ts';
import type { ComparisonBooks } from './comparison-books.ts';

/** The customers that moved a segment between two days. */
export class ListMoversBetween {
  constructor(
    private readonly books: ComparisonBooks,
    private readonly policy: Policy,
  ) {}

  /** Throws `OutOfRangeError` if one of the days is not in the books, or nothing counts in the segment. */
  async of(days: TwoDays, segment: SegmentName): Promise<Movers> {
    return this.books.read(async (reading) => {
      const sums = await sumsBetween(days, reading, this.policy);
      // Refuses a segment in which nothing counts.
      segmentFigures(segment, sums);
      const moves = await reading.largestMoves(segment, Number.MAX_SAFE_INTEGER);
      return { measuredOn: days.to, missingFx: sums.gaps.currencies, customers: moves.map(explainedCustomer) };
    });
  }
}
