import { Fraction } from '../properties/fraction.ts';
import { type Book, termsOn } from './book.ts';
import { type Day, type Days, daysBetween, isWithin } from './calendar.ts';
import type { Comparison, Unrated } from './comparison.ts';
import type { Contract } from './contract.ts';
import type { TermsEvent } from './facts.ts';
import { remembered } from './memo.ts';
import { statedMonths } from './terms.ts';
import { arrOn, bookedValues, type Measures, measuresOn, round10 } from './valuation.ts';

/** A contract as it was booked, in its own currency. */
type Booked = Readonly<{
  contract: Contract;
  bookedOn: Day;
  currency: string;
  measures: Measures;
  net: Fraction;
  gross: Fraction;
  termMonths: Fraction | null;
  cycleDays: number | null;
  isReplacement: boolean;
  /** The event that governs on the day on which the contract is valued. */
  event: TermsEvent;
}>;

const creationOf = (contract: Contract, valuedOn: Day): TermsEvent | null => {
  const creations = contract.dated.flatMap(({ event, from }) => (event.type === 'created' ? [{ event, from }] : []));
  const latest = creations.findLast(({ from }) => from <= valuedOn);
  if (latest !== undefined) return latest.event;
  // Creations are in record order, so of two with the same effective day the later record counts.
  return (
    creations.reduce<(typeof creations)[number] | null>(
      (earliest, one) => (earliest === null || one.from <= earliest.from ? one : earliest),
      null,
    )?.event ?? null
  );
};

const bookedOf = (book: Book, contract: Contract): Booked | null => {
  const { policy } = book;
  const valuedOn = contract.changeDays.find((day) => arrOn(contract, day, policy).isAboveZero());
  if (valuedOn === undefined) return null;
  const creation = creationOf(contract, valuedOn);
  const event = contract.active(valuedOn);
  const measures = measuresOn(contract, valuedOn, policy);
  if (creation === null || event === null || measures === null) return null;
  const bookedOn = creation.closedDate ?? valuedOn;
  return {
    contract,
    bookedOn,
    currency: event.currency,
    measures,
    ...bookedValues(contract, valuedOn, policy),
    termMonths: statedMonths(event.term),
    cycleDays: creation.openedDate === null ? null : daysBetween(creation.openedDate, bookedOn),
    isReplacement: creation.renews.length > 0,
    event,
  };
};

const allBooked = remembered((book: Book): readonly Booked[] =>
  book.contracts.map((contract) => bookedOf(book, contract)).filter((booked) => booked !== null),
);

/** A booking or a replacement in the reporting currency, with the customer that it counts for. */
export type Booking = Readonly<{
  customer: string;
  isReplacement: boolean;
  acv: Fraction;
  contracted: Fraction;
  tcv: Fraction | null;
  net: Fraction;
  gross: Fraction;
  termMonths: Fraction | null;
  cycleDays: Fraction | null;
}>;

/** Contracts booked on these days whose currency has no rate. */
export const unratedBookings = (book: Book, { rateNow }: Comparison, days: Days): readonly Unrated[] =>
  allBooked(book)
    .filter(({ bookedOn, currency }) => isWithin(days, bookedOn) && rateNow(currency) === null)
    .map(({ contract, currency }) => ({ id: contract.id, currency }));

/** The bookings of these days, as they count on the measured day. */
export const bookingsIn = (book: Book, { to, rateNow, unratedNow }: Comparison, days: Days): readonly Booking[] =>
  allBooked(book).flatMap((booked): readonly Booking[] => {
    const { contract, measures, currency } = booked;
    const rate = book.rateOn(currency, booked.bookedOn) ?? rateNow(currency);
    if (!isWithin(days, booked.bookedOn) || unratedNow.has(contract.id) || rate === null) return [];
    const reported = (amount: Fraction): Fraction => round10(amount.times(rate));
    return [
      {
        customer: book.customerOf(termsOn(contract, to) ?? booked.event),
        isReplacement: booked.isReplacement,
        acv: reported(measures.acv),
        contracted: reported(measures.contractedAcv),
        tcv: measures.tcv === null ? null : reported(measures.tcv),
        net: booked.net.times(rate),
        gross: booked.gross.times(rate),
        termMonths: booked.termMonths,
        cycleDays: booked.cycleDays === null ? null : Fraction.whole(booked.cycleDays),
      },
    ];
  });
