import type { CustomerMovement } from '@app/domain';
import type { ExplainedCustomer } from '../explain/explained-customer.ts';
import { type Page, type PageAsked, pageOf } from '../lists/page.ts';
import type { SegmentName } from '../snapshots/snapshot-store.ts';
import type { TwoDays } from './compared-days.ts';
import type { ListMoversBetween } from './list-movers-between.ts';

export type MovedCustomersAsked = Readonly<{
  days: TwoDays;
  segment: SegmentName;
  /** Customers with one of these movements; null: all that moved the segment. */
  movements: readonly CustomerMovement[] | null;
}>;

/** The customers that moved the ARR of a segment between two days, the largest move at constant currency first. */
export class ListMovedCustomers {
  constructor(private readonly movers: ListMoversBetween) {}

  /**
   * A page costs a comparison of the two days. A customer's key is its id, because the order is that of the comparison.
   * Throws `OutOfRangeError` if one of the days is not in the books, or nothing counts in the segment.
   */
  async page(
    { days, segment, movements }: MovedCustomersAsked,
    { after, limit }: PageAsked,
  ): Promise<Page<ExplainedCustomer>> {
    const { customers } = await this.movers.of(days, segment);
    const wanted = customers.filter((customer) => movements?.some((each) => customer.movements.includes(each)) ?? true);
    const [last] = after ?? [];
    const behind = last === undefined ? 0 : wanted.findIndex(({ customerId }) => customerId === last) + 1;
    return pageOf(wanted.slice(behind, behind + limit + 1), limit, ({ customerId }) => [customerId]);
  }
}
