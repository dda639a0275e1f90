import { aheadRows } from './ahead.ts';
import { bookOf } from './book.ts';
import type { Day } from './calendar.ts';
import { churnReasonRows } from './churn-reasons.ts';
import { compareRows } from './compare.ts';
import { contractRows } from './contracts.ts';
import { opportunityRows } from './opportunities.ts';
import { periodHolding } from './periods.ts';
import type { Grain } from './policy.ts';
import { productRows } from './products.ts';
import { renewalRows } from './renewals.ts';
import type { Row } from './rows.ts';
import { snapshotRows } from './snapshots.ts';
import type { WireEvent, WirePolicy, WireRate } from './wire.ts';

export type NaiveBook = Readonly<{
  contracts: () => readonly Row[];
  snapshots: () => readonly Row[];
  compare: (from: Day, to: Day) => readonly Row[];
  ahead: (months: number) => readonly Row[];
  /** The month is `YYYY-MM`. */
  renewals: (month: string) => readonly Row[];
  churnReasons: (from: Day, to: Day) => readonly Row[];
  products: (day: Day) => readonly Row[];
  /** Seen from the period that holds the day. */
  opportunities: (grain: Grain, day: Day) => readonly Row[];
}>;

/**
 * A second implementation of the definitions, day by day and customer by customer: slow, in fractions, and without any
 * code of the product. `events` are the accepted ones, each once.
 */
export const naiveBook = (
  events: readonly WireEvent[],
  policy: WirePolicy,
  rates: readonly WireRate[],
  asOf: Day,
): NaiveBook => {
  const book = bookOf(events, policy, rates, asOf);
  return {
    contracts: () => contractRows(book),
    snapshots: () => snapshotRows(book),
    compare: (from, to) => compareRows(book, from, to),
    ahead: (months) => aheadRows(book, months),
    renewals: (month) => renewalRows(book, month),
    churnReasons: (from, to) => churnReasonRows(book, from, to),
    products: (day) => productRows(book, day),
    opportunities: (grain, day) => opportunityRows(book, periodHolding(grain, day, book.policy.fiscalYearStartMonth)),
  };
};
