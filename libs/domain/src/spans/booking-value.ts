import type { CivilDate } from '../calendar/civil-date.ts';
import type { CreatedEvent, CustomerId } from '../facts/contract-event.ts';
import type { Timeline } from '../facts/governing-event.ts';
import type { Decimal } from '../money/decimal.ts';
import { asValuedOn } from '../terms/grace.ts';
import { termInForce } from '../terms/term-in-force.ts';
import { monthsOfTerm, renewsWithinAYear } from '../terms/term.ts';
import { firstYearValues } from '../valuation/acv.ts';
import type { Valuation } from '../valuation/valuation.ts';
import type { ContractSpan } from './contract-span.ts';

/** A contract's worth on its first day with ARR, when it is booked, in its own currency (definitions, section 7). */
export type BookingValue = Readonly<{
  valuedOn: CivilDate;
  customerId: CustomerId;
  currency: string;
  acv: Decimal;
  contractedAcv: Decimal;
  /** Null for an evergreen contract, like the term. */
  tcv: Decimal | null;
  /** Recurring value over the first year with every discount, and before any; unrounded. */
  netValue: Decimal;
  grossValue: Decimal;
  termMonths: Decimal | null;
}>;

/** The deal that a `created` event closes. */
export type Creation = Readonly<{
  effectiveDate: CivilDate;
  openedDate: CivilDate | null;
  closedDate: CivilDate | null;
  isReplacement: boolean;
}>;

export const creationOf = ({ effectiveDate, openedDate, closedDate, renews }: CreatedEvent): Creation => ({
  effectiveDate,
  openedDate,
  closedDate,
  isReplacement: renews.length > 0,
});

/**
 * The value after and before all discounts: over the first year if the valuation uses windows, else by the day's rates.
 */
const firstYear = (
  timeline: Timeline,
  { event: governing, from }: ContractSpan,
  valuation: Valuation,
): Pick<BookingValue, 'netValue' | 'grossValue'> => {
  const index = timeline.findIndex((entry) => entry.event === governing);
  const entry = timeline[index];
  const event = asValuedOn(governing, from);
  const { end, ...term } = termInForce(event.term, from);
  if (entry === undefined || end === null || renewsWithinAYear(event.term)) {
    const { rate } = valuation.governed.own;
    return { netValue: rate(event, from, 'all'), grossValue: rate(event, from, 'none') };
  }
  const { net, gross } = firstYearValues({ index, entry, event, term: { ...term, end } }, valuation);
  return { netValue: net, grossValue: gross };
};

/** The value at the first of these spans that has ARR, or null. */
export const bookingValue = (
  timeline: Timeline,
  spans: readonly ContractSpan[],
  valuation: Valuation,
): BookingValue | null => {
  const first = spans.find(({ measures }) => measures.arr.gt(0));
  if (first === undefined) return null;
  const { event, measures, from } = first;
  return {
    valuedOn: from,
    customerId: event.customerId,
    currency: event.currency,
    acv: measures.acv,
    contractedAcv: measures.contractedAcv,
    tcv: measures.tcv,
    ...firstYear(timeline, first, valuation),
    termMonths: monthsOfTerm(event.term),
  };
};

/** The day in whose period a contract is booked: the closed day of its creation, or else the day on which it is valued. */
export const bookedOn = ({ closedDate }: Creation, valuedOn: CivilDate): CivilDate => closedDate ?? valuedOn;

/**
 * The creation of a contract that is valued on `day`: the last one in record order that takes effect on or before `day`,
 * or, if none does, the one that takes effect first. A contract without a creation has no booking (null).
 */
export const creationFor = (creations: readonly Creation[], day: CivilDate): Creation | null =>
  creations.findLast(({ effectiveDate }) => effectiveDate <= day) ??
  creations.reduce<Creation | null>(
    (earliest, creation) =>
      earliest === null || creation.effectiveDate <= earliest.effectiveDate ? creation : earliest,
    null,
  );
