import type { CivilDate } from '../calendar/civil-date.ts';
import { PARTS_OF_A_MONTH, partsBetween } from '../calendar/months-between.ts';
import type { CreatedEvent, CustomerId, TermsEvent } from '../facts/contract-event.ts';
import type { Timeline } from '../facts/timeline.ts';
import { Decimal } from '../money/decimal.ts';
import { renewsWithinAYear, type Term, termInForce } from '../terms/term.ts';
import { firstYearValues, type FixedTerm, type ValuationPolicy } from '../valuation/acv.ts';
import { governedValues, ownRate } from '../valuation/governed-value.ts';
import type { ContractSpan } from './contract-span.ts';

/** What a contract is booked at: its worth on its first day with ACV, in its own currency (definitions, section 7). */
export type BookingValue = Readonly<{
  valuedOn: CivilDate;
  customerId: CustomerId;
  currency: string;
  acv: Decimal;
  contractedAcv: Decimal;
  /** Null for evergreen, as is the term. */
  tcv: Decimal | null;
  /** Recurring value over the first year with every discount, and before any; unrounded. */
  netValue: Decimal;
  grossValue: Decimal;
  termMonths: Decimal | null;
}>;

/** What a `created` event says of the deal that it closes. */
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

/** Months between the stated start and end: whole ones, else with their fraction, counted from the start. */
const statedMonths = ({ start, end }: Term): Decimal | null =>
  end === null ? null : new Decimal(partsBetween(start, start, end)).div(PARTS_OF_A_MONTH);

/** With every discount, and before any: over the first year of a valuation by windows, else the rates of the day. */
const firstYear = (
  timeline: Timeline,
  event: TermsEvent,
  day: CivilDate,
  policy: ValuationPolicy,
): Pick<BookingValue, 'netValue' | 'grossValue'> => {
  const index = timeline.findIndex((entry) => entry.event === event);
  const entry = timeline[index];
  const { end, ...term } = termInForce(event.term, day);
  if (entry === undefined || end === null || renewsWithinAYear(event.term)) {
    return { netValue: ownRate(event, day, 'all'), grossValue: ownRate(event, day, 'none') };
  }
  const fixed: FixedTerm = { ...term, end };
  const { net, gross } = firstYearValues(index, entry, fixed, governedValues(timeline), policy);
  return { netValue: net, grossValue: gross };
};

/** The value at the first of these spans that has ACV, or null. */
export const bookingValue = (
  timeline: Timeline,
  spans: readonly ContractSpan[],
  policy: ValuationPolicy,
): BookingValue | null => {
  const first = spans.find(({ measures }) => measures.acv.gt(0));
  if (first === undefined) return null;
  const { event, measures, from } = first;
  return {
    valuedOn: from,
    customerId: event.customerId,
    currency: event.currency,
    acv: measures.acv,
    contractedAcv: measures.contractedAcv,
    tcv: measures.tcv,
    ...firstYear(timeline, event, from, policy),
    termMonths: statedMonths(event.term),
  };
};

/**
 * The creation of a contract valued on `day`: of those in record order the last with an effective day on or before it,
 * else the one with the earliest, of equals the last. Null without any: then it is no booking.
 */
export const creationFor = (creations: readonly Creation[], day: CivilDate): Creation | null =>
  creations.findLast(({ effectiveDate }) => effectiveDate <= day) ??
  creations.reduce<Creation | null>(
    (earliest, creation) =>
      earliest === null || creation.effectiveDate <= earliest.effectiveDate ? creation : earliest,
    null,
  );
