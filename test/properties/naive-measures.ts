import type { ContractEvent, TermsEvent } from '@app/domain';
import { type Fraction, fraction, ZERO_FRACTION } from './fraction.ts';
import { partsOf, PARTS, plusMonths } from './naive-calendar.ts';
import {
  asOn,
  datedEvents,
  governingOf,
  type InForce,
  isActiveUnder,
  termInForceOn,
  wholeMonths,
} from './naive-events.ts';
import { annual, type Counted, lineRuns, linesOn, ownRateOn, trialIn } from './naive-rates.ts';
import {
  acvOf,
  type Basis,
  contractValueOf,
  type Governing,
  ratesOf,
  valueOver,
  windowsOf,
} from './naive-valuation.ts';

/**
 * The definitions of a contract's measures, day by day: slow, with fractions and its own calendar arithmetic, sharing
 * only the types of events with the domain. The domain's fast implementation is compared with it.
 */

export type NaiveMeasures = Readonly<{
  arr: string;
  grossArr: string;
  acv: string;
  contractedAcv: string;
  contractValue: string | null;
  oneTime: string;
  tcv: string | null;
  expectedUsage: string;
}>;

const oneTimeOf = ({ lines }: TermsEvent, inForce: InForce | null): Fraction =>
  lines.reduce((sum, line) => {
    const counts =
      line.kind === 'one_time' &&
      (inForce === null || ((inForce.isFirst || inForce.start <= line.date) && line.date < inForce.end));
    return counts ? sum.plus(fraction(line.amount.toFixed())) : sum;
  }, ZERO_FRACTION);

const oneIntervalEach = (event: TermsEvent, day: string): Fraction =>
  linesOn(event, day, 'all').reduce((sum, { net }) => sum.plus(net), ZERO_FRACTION);

const expectedOn = (event: TermsEvent, day: string): Fraction =>
  event.lines.reduce(
    (sum, line) =>
      line.kind === 'usage_expected' && lineRuns(line, event, day)
        ? sum.plus(annual(fraction(line.amount.toFixed()), line.per, event))
        : sum,
    ZERO_FRACTION,
  );

const isRunRate = ({ event: { term } }: Governing): boolean =>
  term.end === null || (term.autoRenew && term.end < plusMonths(term.start, 12));

const measuresOf = (governing: Governing, day: string, policy: Basis): NaiveMeasures => {
  const { contract, event, inForce } = governing;
  const arr = ownRateOn(contract, event, day, policy.discounts);
  const acv = isRunRate(governing) || inForce === null ? arr : acvOf(governing, inForce, day, policy);
  const contractValue = inForce === null ? null : contractValueOf(governing, inForce, day);
  const oneTime = oneTimeOf(event, inForce);
  const committed = contractValue ?? oneIntervalEach(event, day);
  return {
    arr: arr.rounded(),
    grossArr: ownRateOn(contract, event, day, 'none').rounded(),
    acv: acv.rounded(),
    contractedAcv: (acv.isBelow(committed) ? acv : committed).rounded(),
    contractValue: contractValue?.rounded() ?? null,
    oneTime: oneTime.rounded(),
    tcv: contractValue?.plus(oneTime).rounded() ?? null,
    expectedUsage: expectedOn(event, day).rounded(),
  };
};

/** The day of a booking, its value with and without discounts, and the months of its term. */
export type NaiveBooking = Readonly<{ valuedOn: string; net: string; gross: string; termMonths: string | null }>;

const termMonthsOf = ({ term }: TermsEvent): string | null => {
  if (term.end === null) return null;
  const months = wholeMonths(term);
  if (months !== null) return String(months.length);
  return fraction(String(partsOf(term.start, { ...term, end: term.end })))
    .over(BigInt(PARTS))
    .rounded();
};

const bookingOf = (governing: Governing, day: string, policy: Basis): NaiveBooking => {
  const { contract, event, inForce } = governing;
  const value = (counted: Counted): string => {
    if (isRunRate(governing) || inForce === null) return ownRateOn(contract, event, day, counted).rounded();
    const { year } = windowsOf(governing, inForce, day, policy);
    return valueOver(year, inForce.anchor, ratesOf(governing, policy, counted)).rounded();
  };
  return { valuedOn: day, net: value('all'), gross: value('none'), termMonths: termMonthsOf(event) };
};

export type NaiveReading = Readonly<{
  /** The event that governs on the day; undefined before all events. */
  governing: (day: string) => ContractEvent | undefined;
  isActive: (day: string) => boolean;
  /** Null on a day on which the contract is not active. */
  measures: (day: string) => NaiveMeasures | null;
  /** The booking as it would be if that were the first day with ARR. */
  bookingOn: (day: string) => NaiveBooking | null;
}>;

export const naiveReading = (events: readonly ContractEvent[], policy: Basis): NaiveReading => {
  const graceDays = policy.renewalGraceDays;
  const dated = datedEvents(events, graceDays);
  const contract = { dated, graceDays, trial: trialIn(dated, graceDays) };
  const governingAt = (day: string): Governing | null => {
    const governing = governingOf(dated, day);
    if (governing === undefined || governing.event.kind === 'cancelled') return null;
    if (!isActiveUnder(governing, day, graceDays)) return null;
    const event = asOn(governing.event, day);
    return { contract, from: governing.from, event, inForce: termInForceOn(event, day) };
  };
  return {
    governing: (day) => governingOf(dated, day)?.event,
    isActive: (day) => isActiveUnder(governingOf(dated, day), day, graceDays),
    measures: (day) => {
      const governing = governingAt(day);
      return governing === null ? null : measuresOf(governing, day, policy);
    },
    bookingOn: (day) => {
      const governing = governingAt(day);
      return governing === null ? null : bookingOf(governing, day, policy);
    },
  };
};
