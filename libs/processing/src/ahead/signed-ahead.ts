import {
  ALL,
  addDays,
  addedAhead,
  aheadFigures,
  type AheadSums,
  type CivilDate,
  type ChangeAhead,
  compareCodePoints,
  customerAhead,
  customerChanges,
  type NamedFigures,
  isNothingAhead,
  type MonthAhead,
  monthsAhead,
  NOTHING_AHEAD,
  type Outlook,
  type Policy,
  ratesOn,
} from '@app/domain';
import type { SegmentName } from '../snapshots/snapshot-store.ts';
import { knownDays } from '../reports/known-days.ts';
import { OutOfRangeError } from '../reports/out-of-range-error.ts';
import { SegmentTotals } from '../reports/segment-totals.ts';
import { MissingRates } from './missing-rates.ts';
import type { ClosedDays, SignedBooks, SignedReading } from './signed-books.ts';

/** One month of a segment, by the names of definitions, section 11. */
export type AheadRow = SegmentName &
  Readonly<{ month: string; measuredOn: CivilDate; figures: NamedFigures; missingFx: readonly string[] }>;

/** A change that is signed already, of the customer that has the contract. */
export type SignedChange = ChangeAhead & Readonly<{ customerId: string }>;

/** By month, then by dimension in the policy's order, then by segment. */
export type Ahead = Readonly<{ asOf: CivilDate; rows: readonly AheadRow[] }>;

type Span = Readonly<{ asOf: CivilDate; months: readonly MonthAhead[]; days: ClosedDays }>;

/** By day, then by contract; a step comes before the end of a term on the same day. */
const inOrder = (a: SignedChange, b: SignedChange): number =>
  compareCodePoints(a.on, b.on) ||
  compareCodePoints(a.contractId, b.contractId) ||
  Number(a.change === 'due') - Number(b.change === 'due') ||
  compareCodePoints(a.customerId, b.customerId);

const addedMonths = (a: readonly AheadSums[], b: readonly AheadSums[]): readonly AheadSums[] =>
  b.map((sums, i) => addedAhead(a[i] ?? NOTHING_AHEAD, sums));

/**
 * The days whose contracts decide the months. The days of grace after the last month are among them, because a late
 * renewal still counts.
 */
const daysOf = (asOf: CivilDate, months: readonly MonthAhead[], { renewalGraceDays }: Policy): ClosedDays => ({
  from: asOf,
  to: addDays(months.at(-1)?.day ?? asOf, renewalGraceDays),
});

/** ARR signed ahead, seen from the last day taken (definitions, section 11). */
export class SignedAhead {
  constructor(
    private readonly books: SignedBooks,
    private readonly policy: Policy,
  ) {}

  /** The next `count` months. Throws `OutOfRangeError` if the store does not keep contracts that far ahead. */
  async months(count: number): Promise<Ahead> {
    return this.books.read(async (reading) => {
      const { asOf, months, days } = await this.#span(reading, count);
      return { asOf, rows: await this.#rows(reading, months, days) };
    });
  }

  /** Every change in these months, in the order of a list to work through. Throws as `months` does. */
  async changes(count: number): Promise<readonly SignedChange[]> {
    return this.books.read(async (reading) => {
      const { months, days } = await this.#span(reading, count);
      const at = await this.#outlook(reading, days);
      const until = months.at(-1)?.day ?? days.from;
      const changes: SignedChange[] = [];
      for await (const customers of reading.customers(days)) {
        for (const customer of customers) {
          const customerId = customer.runs[0]?.customerId;
          if (customerId === undefined) continue;
          for (const change of customerChanges(customer, at, until)) changes.push({ ...change, customerId });
        }
      }
      return changes.sort(inOrder);
    });
  }

  async #span(reading: SignedReading, count: number): Promise<Span> {
    const known = await reading.days();
    const { asOf } = knownDays(known, 'months');
    const months = monthsAhead(asOf, count);
    const days = daysOf(asOf, months, this.policy);
    if (days.to >= known.horizon) throw this.#tooFar(count, asOf, known.horizon);
    return { asOf, months, days };
  }

  async #outlook(reading: SignedReading, days: ClosedDays): Promise<Outlook> {
    const rates = ratesOn(await reading.rates(), days.from, this.policy);
    return { today: days.from, rates, policy: this.policy, others: await reading.others(days) };
  }

  #tooFar(count: number, asOf: CivilDate, horizon: CivilDate): OutOfRangeError {
    let most = count - 1;
    while (most > 0 && daysOf(asOf, monthsAhead(asOf, most), this.policy).to >= horizon) most -= 1;
    return new OutOfRangeError('months', `the store knows contracts up to ${horizon}, at most ${most} months ahead`);
  }

  async #rows(reading: SignedReading, months: readonly MonthAhead[], days: ClosedDays): Promise<readonly AheadRow[]> {
    const at = await this.#outlook(reading, days);
    const totals = new SegmentTotals<readonly AheadSums[]>({
      nothing: months.map(() => NOTHING_AHEAD),
      added: addedMonths,
    });
    const missing = new MissingRates(at.rates, months.at(-1)?.day ?? days.from);
    for await (const customers of reading.customers(days)) {
      for (const customer of customers) {
        missing.see(customer);
        const ahead = customerAhead(customer, at, months);
        if (ahead !== null) totals.add(ahead.segments, ahead.months);
      }
    }
    return this.#rowsOf(totals, months, missing.currencies());
  }

  #rowsOf(
    totals: SegmentTotals<readonly AheadSums[]>,
    months: readonly MonthAhead[],
    missingFx: readonly string[],
  ): readonly AheadRow[] {
    const segments = totals.bySegment(this.policy);
    return months.flatMap(({ month, day }, i) =>
      segments.flatMap(({ dimension, segment, sums }) => {
        const own = sums[i] ?? NOTHING_AHEAD;
        if (dimension !== ALL && isNothingAhead(own)) return [];
        return [{ month, measuredOn: day, dimension, segment, figures: aheadFigures(own), missingFx }];
      }),
    );
  }
}
