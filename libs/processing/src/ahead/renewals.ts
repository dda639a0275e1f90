import {
  addDays,
  addedDue,
  customerRenewals,
  type DueSums,
  type NamedFigures,
  type FxRate,
  NOTHING_DUE,
  type Outlook,
  type Period,
  periodLabelled,
  periodsBetween,
  type Policy,
  type Rates,
  ratesOn,
  renewalFigures,
} from '@app/domain';
import type { SegmentName } from '../snapshots/snapshot-store.ts';
import { type KnownDays, knownDays } from '../reports/known-days.ts';
import { OutOfRangeError } from '../reports/out-of-range-error.ts';
import { SegmentTotals } from '../reports/segment-totals.ts';
import type { SignedBooks, SignedReading } from './signed-books.ts';

/** The renewals due in a month, by the names of definitions, section 11. */
export type RenewalRow = SegmentName & Readonly<{ month: string; figures: NamedFigures }>;

const assertOver = (
  { label, end }: Period,
  { first, asOf }: KnownDays,
  field: 'month' | 'from' | 'to' = 'month',
): void => {
  if (end > addDays(asOf, 1)) throw new OutOfRangeError(field, `${label} is not over on ${asOf}, the last day taken`);
  if (end <= first) throw new OutOfRangeError(field, `${label} is before ${first}, the first active day`);
};

/** The rates of the month's last day. A currency without one gets the rate of the last day taken. */
const ratesFor = (rates: readonly FxRate[], { end }: Period, { asOf }: KnownDays, policy: Policy): Rates =>
  new Map([...ratesOn(rates, asOf, policy), ...ratesOn(rates, addDays(end, -1), policy)]);

/** The renewals due in a month that is over, and their outcomes by all events known now (definitions, section 11). */
export class Renewals {
  constructor(
    private readonly books: SignedBooks,
    private readonly policy: Policy,
  ) {}

  /** By dimension in the policy's order, then by segment. Throws `OutOfRangeError` if the month is not over. */
  async in(month: Period): Promise<readonly RenewalRow[]> {
    return this.books.read(async (reading) => {
      const known = knownDays(await reading.days(), 'month');
      assertOver(month, known);
      return this.#rows(reading, month, known);
    });
  }

  /** From a month to another, both included, each in turn. Throws `OutOfRangeError` if one of them is not over. */
  async between(from: string, to: string): Promise<readonly RenewalRow[]> {
    const [first, last] = [periodLabelled('month', from, 1), periodLabelled('month', to, 1)];
    if (from > to) throw new OutOfRangeError('from', `${from} is after ${to}`);
    return this.books.read(async (reading) => {
      const known = knownDays(await reading.days(), 'from');
      assertOver(first, known, 'from');
      assertOver(last, known, 'to');
      const rows: RenewalRow[] = [];
      for (const month of periodsBetween('month', first.start, last.start, 1)) {
        rows.push(...(await this.#rows(reading, month, known)));
      }
      return rows;
    });
  }

  async #rows(reading: SignedReading, month: Period, known: KnownDays): Promise<readonly RenewalRow[]> {
    const totals = await this.#totals(reading, month, known);
    return totals.bySegment(this.policy).map(({ dimension, segment, sums }) => ({
      month: month.label,
      dimension,
      segment,
      figures: renewalFigures(sums),
    }));
  }

  async #totals(reading: SignedReading, month: Period, known: KnownDays): Promise<SegmentTotals<DueSums>> {
    const [today, until] = [addDays(month.start, -1), addDays(month.end, -1)];
    const days = { from: today, to: addDays(until, this.policy.renewalGraceDays) };
    const rates = ratesFor(await reading.rates(), month, known, this.policy);
    const at: Outlook = { today, rates, policy: this.policy, others: await reading.others(days) };
    const totals = new SegmentTotals<DueSums>({ nothing: NOTHING_DUE, added: addedDue });
    for await (const customers of reading.customers(days)) {
      for (const customer of customers) {
        const renewals = customerRenewals(customer, at, until);
        if (renewals !== null) totals.add(renewals.segments, renewals.due);
      }
    }
    return totals;
  }
}
