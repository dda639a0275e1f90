import type { CustomerMovement, Policy } from '@app/domain';
import { explainedCustomer, type ExplainedCustomer } from '../explain/explained-customer.ts';
import { type Page, type PageAsked, pageOf } from '../lists/page.ts';
import type { SegmentName } from '../snapshots/snapshot-store.ts';
import type { ComparisonBooks } from './comparison-books.ts';
import { sumsBetween, type TwoDays } from './compared-days.ts';

export type MovedCustomersAsked = Readonly<{
  days: TwoDays;
  segment: SegmentName;
  /** Customers with one of these movements; null: all that moved the segment. */
  movements: readonly CustomerMovement[] | null;
}>;

/** The customers that moved the ARR of a segment between two days, the largest move at constant currency first. */
export class ListMovedCustomers {
  constructor(
    private readonly books: ComparisonBooks,
    private readonly policy: Policy,
  ) {}

  /**
   * A page costs a comparison of the two days. A customer's key is its id, because the order is that of the comparison.
   * Throws `OutOfRangeError` if one of the days is not in the books.
   */
  async page(asked: MovedCustomersAsked, { after, limit }: PageAsked): Promise<Page<ExplainedCustomer>> {
    return this.books.read(async (reading) => {
      await sumsBetween(asked.days, reading, this.policy);
      const moves = await reading.largestMoves(asked.segment, Number.MAX_SAFE_INTEGER);
      const wanted = moves
        .map(explainedCustomer)
        .filter(({ movements }) => asked.movements?.some((movement) => movements.includes(movement)) ?? true);
      const [last] = after ?? [];
      const behind = last === undefined ? 0 : wanted.findIndex(({ customerId }) => customerId === last) + 1;
      return pageOf(wanted.slice(behind, behind + limit + 1), limit, ({ customerId }) => [customerId]);
    });
  }
}
