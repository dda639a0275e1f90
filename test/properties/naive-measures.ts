import type { ContractEvent, Policy, TermsEvent } from '@app/domain';
import { type Fraction, fraction, ZERO_FRACTION } from './fraction.ts';
import {
  type Days,
  eachDay,
  earliest,
  latest,
  monthsUpTo,
  partsOf,
  PARTS,
  partsOfDay,
  plusDays,
  plusMonths,
} from './naive-calendar.ts';
import {
  asOn,
  currencyChange,
  datedEvents,
  economicChange,
  governingOf,
  type InForce,
  isActiveUnder,
  termInForceOn,
  wholeMonths,
} from './naive-events.ts';
import {
  annual,
  billedDays,
  type Counted,
  lineRuns,
  linesOn,
  type NaiveContract,
  ownLinesOn,
  ownRateOn,
  trialIn,
} from './naive-rates.ts';

/**
 * The definitions, read out day by day: slow, with fractions and calendar arithmetic of its own, sharing nothing with
 * the domain but the shapes of events. The fast way is held against it.
 */

type RateOnDay = (day: string) => Fraction;

/** The sum over days of the annual rate times the day's share of a month; days of one rate are taken together. */
const sumOver = (days: Days, anchor: string, rate: RateOnDay): Fraction => {
  const shares = new Map<string, { rate: Fraction; parts: number }>();
  for (const day of eachDay(days)) {
    const value = rate(day);
    const known = shares.get(value.key) ?? { rate: value, parts: 0 };
    shares.set(value.key, { ...known, parts: known.parts + partsOfDay(anchor, day) });
  }
  return [...shares.values()].reduce(
    (sum, { rate: value, parts }) => sum.plus(value.times(fraction(String(parts)))),
    ZERO_FRACTION,
  );
};

const valueOver = (days: Days, anchor: string, rate: RateOnDay): Fraction =>
  sumOver(days, anchor, rate).over(BigInt(12 * PARTS));

const averageOver = (days: Days, anchor: string, rate: RateOnDay): Fraction =>
  sumOver(days, anchor, rate).over(BigInt(partsOf(anchor, days)));

/** What governs on a day, with its event as it is valued then, and the term in force. */
type Governing = Readonly<{ contract: NaiveContract; from: string; event: TermsEvent; inForce: InForce | null }>;

/** Before the governing event took effect the event that governed then; before all of them, the first. */
const governedBy = ({ contract: { dated }, from, event }: Governing): ((day: string) => ContractEvent | undefined) => {
  const first = earliest(...dated.map((one) => one.from));
  return (day) => (day >= from ? event : governingOf(dated, latest(day, first))?.event);
};

const ratesOf = (governing: Governing, policy: Basis, counted: Counted): RateOnDay => {
  const eventOn = policy.amendmentBasis === 'remaining_term' ? () => governing.event : governedBy(governing);
  return (day) => ownRateOn(governing.contract, eventOn(day), day, counted);
};

/** The contract year that holds `day`, of twelve months from the start of the term. */
const yearHolding = ({ start, end, anchor }: InForce, day: string): Days => {
  const toStart = monthsUpTo(anchor, start) ?? 0;
  for (let year = 0; ; year += 1) {
    const to = plusMonths(anchor, toStart + (year + 1) * 12);
    if (day < to) return { start: latest(start, plusMonths(anchor, toStart + year * 12)), end: earliest(end, to) };
  }
};

type Basis = Pick<Policy, 'ramp' | 'amendmentBasis' | 'discounts' | 'renewalGraceDays'>;

const cutOff = (days: Days, change: string | null): Days => ({
  ...days,
  start: latest(days.start, change ?? days.start),
});

const windowsOf = (
  { contract: { dated } }: Governing,
  inForce: InForce,
  day: string,
  policy: Basis,
): Readonly<{ window: Days; year: Days }> => {
  const { start, end } = inForce;
  const change = economicChange(dated, day, start);
  const currency = currencyChange(dated, day);
  return policy.amendmentBasis === 'remaining_term'
    ? { window: { start: change, end }, year: { start: change, end: earliest(end, plusMonths(change, 12)) } }
    : { window: cutOff({ start, end }, currency), year: cutOff(yearHolding(inForce, change), currency) };
};

const acvOf = (governing: Governing, inForce: InForce, day: string, policy: Basis): Fraction => {
  const { window, year } = windowsOf(governing, inForce, day, policy);
  switch (policy.ramp) {
    case 'average_in_year':
      return averageOver(year, inForce.anchor, ratesOf(governing, policy, 'all'));
    case 'exit_run_rate':
      return ratesOf(governing, policy, policy.discounts)(plusDays(year.end, -1));
    case 'term_average':
      return averageOver(window, inForce.anchor, ratesOf(governing, policy, 'all'));
  }
};

/** By months, but lines that bill by days by those. */
const contractValueOf = (governing: Governing, inForce: InForce, day: string): Fraction => {
  const { contract } = governing;
  const days = cutOff(inForce, currencyChange(contract.dated, day));
  const eventOn = governedBy(governing);
  const byMonths: RateOnDay = (on) =>
    linesIn(contract, eventOn(on), on)
      .filter(({ ofDays }) => ofDays === null)
      .reduce((sum, { rate }) => sum.plus(rate), ZERO_FRACTION);
  const byDays = eachDay(days)
    .flatMap((on) => linesIn(contract, eventOn(on), on))
    .reduce((sum, { net, ofDays }) => (ofDays === null ? sum : sum.plus(net.over(BigInt(ofDays)))), ZERO_FRACTION);
  return valueOver(days, inForce.anchor, byMonths).plus(byDays);
};

const linesIn = (contract: NaiveContract, event: ContractEvent | undefined, day: string) =>
  event === undefined || event.kind === 'cancelled'
    ? []
    : ownLinesOn(contract, event, day, 'all').map((one) => ({ ...one, ofDays: billedDays(one.line, event) }));

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

/** A booking's day, and what its discount and its term are measured by. */
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
  /** The event that governs on the day; undefined before all of them. */
  governing: (day: string) => ContractEvent | undefined;
  isActive: (day: string) => boolean;
  /** Null where the contract is not active. */
  measures: (day: string) => NaiveMeasures | null;
  /** The booking, were the contract first worth something on that day. */
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
