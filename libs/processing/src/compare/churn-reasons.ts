import { churnReason, compareCodePoints, type Decimal, type Policy, ZERO } from '@app/domain';
import type { SegmentName } from '../snapshots/snapshot-store.ts';
import { SegmentTotals } from '../reports/segment-totals.ts';
import type { ChurnedCustomer, ComparisonBooks, ComparisonReading } from './comparison-books.ts';
import { sumsBetween, type TwoDays } from './compared-days.ts';

/** The part of a segment's churn that has a reason (definitions, section 11). */
export type ChurnReasonRow = SegmentName &
  TwoDays &
  Readonly<{ reason: string; churnArr: Decimal; churnedLogos: number }>;

type Churn = Readonly<{ churnArr: Decimal; churnedLogos: number }>;
type ByReason = ReadonlyMap<string, Churn>;

const NO_CHURN: Churn = { churnArr: ZERO, churnedLogos: 0 };

const added = (a: ByReason, b: ByReason): ByReason => {
  const sums = new Map(a);
  for (const [reason, { churnArr, churnedLogos }] of b) {
    const sum = sums.get(reason) ?? NO_CHURN;
    sums.set(reason, {
      churnArr: sum.churnArr.plus(churnArr),
      churnedLogos: sum.churnedLogos + churnedLogos,
    });
  }
  return sums;
};

const byReason = ({ churnArr, largest }: ChurnedCustomer): ByReason =>
  new Map([[churnReason(largest), { churnArr, churnedLogos: 1 }]]);

/** By dimension, segment and reason. The reasons of a segment add up to its `churn_arr`. Call `sums` of the reading first. */
export const churnReasons = async (
  days: TwoDays,
  reading: ComparisonReading,
  policy: Policy,
): Promise<readonly ChurnReasonRow[]> => {
  const totals = new SegmentTotals<ByReason>({ nothing: new Map(), added });
  for await (const customers of reading.churned(days.to)) {
    for (const customer of customers) totals.add(customer.segments, byReason(customer));
  }
  return totals
    .bySegment(policy)
    .flatMap(({ dimension, segment, sums }) =>
      [...sums]
        .toSorted(([a], [b]) => compareCodePoints(a, b))
        .map(([reason, churn]) => ({ ...days, dimension, segment, reason, ...churn })),
    );
};

/** The reasons for churn between two days, by segment. */
export class ChurnReasons {
  constructor(
    private readonly books: ComparisonBooks,
    private readonly policy: Policy,
  ) {}

  /** Throws `OutOfRangeError` if one of the days is not in the books. */
  async between(days: TwoDays): Promise<readonly ChurnReasonRow[]> {
    return this.books.read(async (reading) => {
      await sumsBetween(days, reading, this.policy);
      return churnReasons(days, reading, this.policy);
    });
  }
}
