import {
  type CivilDate,
  comparisonRates,
  Decimal,
  type FxRate,
  measuredOn,
  periodOf,
  type Policy,
  reportingAmount,
} from '@app/domain';
import type { Page, PageAsked } from '../lists/page.ts';
import { knownDays } from '../reports/known-days.ts';
import { OutOfRangeError } from '../reports/out-of-range-error.ts';
import type { BookedContract, BookingBooks } from './booking-books.ts';

/** A booking with its amounts in the reporting currency; null without a rate, or for the TCV of an evergreen term. */
export type ListedBooking = BookedContract &
  Readonly<{ reportingAcv: Decimal | null; reportingContractedAcv: Decimal | null; reportingTcv: Decimal | null }>;

type RateOf = (currency: string, day: CivilDate) => Decimal | null;

/**
 * The rate of the day on which a contract is booked, or if there is none, that of the day on which its month is measured
 * (definitions, section 7). The rates of a month are looked up once.
 */
const bookingRates = (rates: readonly FxRate[], asOf: CivilDate, policy: Policy): RateOf => {
  const byMonth = new Map<string, ReturnType<typeof comparisonRates>>();
  return (currency, day) => {
    const month = periodOf('month', day, 1);
    const known =
      byMonth.get(month.label) ??
      comparisonRates(rates, month.start, { now: measuredOn(month, asOf), prior: null, yearAgo: null }, policy);
    byMonth.set(month.label, known);
    return known.dated.find((each) => each.currency === currency && each.from <= day && day < each.to)?.rate ?? null;
  };
};

const listed = (booked: BookedContract, rateOf: RateOf): ListedBooking => {
  const { booking, bookedOn } = booked;
  const rate = rateOf(booking.currency, bookedOn);
  const converted = (amount: string | null): Decimal | null =>
    amount === null || rate === null ? null : reportingAmount(new Decimal(amount), rate);
  return {
    ...booked,
    reportingAcv: converted(booking.acv),
    reportingContractedAcv: converted(booking.contractedAcv),
    reportingTcv: converted(booking.tcv),
  };
};

/** The contracts that were booked, each once. */
export class ListBookings {
  constructor(
    private readonly books: BookingBooks,
    private readonly policy: Policy,
  ) {}

  /** Null: from the first booking, up to the last day taken. Throws `OutOfRangeError` if the store has no snapshots. */
  async page(
    { from, to }: Readonly<{ from: CivilDate | null; to: CivilDate | null }>,
    page: PageAsked,
  ): Promise<Page<ListedBooking>> {
    return this.books.read(async (reading) => {
      const { asOf } = knownDays(await reading.days(), 'to');
      if (from !== null && to !== null && from > to) throw new OutOfRangeError('from', `${from} is after ${to}`);
      const until = to === null || to > asOf ? asOf : to;
      const { rows, next } = await reading.bookings({ from, to: until }, page);
      const rateOf = bookingRates(await reading.rates(), asOf, this.policy);
      return { rows: rows.map((booked) => listed(booked, rateOf)), next };
    });
  }
}
