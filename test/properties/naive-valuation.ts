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
import { currencyChange, economicChange, governingOf, type InForce } from './naive-events.ts';
import { billedDays, type Counted, type NaiveContract, ownLinesOn, ownRateOn } from './naive-rates.ts';

/** Section 4 of the definitions, day by day: recurring values and windows. */

type RateOnDay = (day: string) => Fraction;

/** The sum over days of the annual rate times the day's share of a month; days with one rate are grouped. */
const sumOver = (days: Days, anchor: string, rate: RateOnDay): Fraction => {
  const shares = new Map<string, { rate: Fraction; parts: number }>();
  for (const day of eachDay(days)) {
    const value = rate(day);
    const share = shares.get(value.key) ?? { rate: value, parts: 0 };
    shares.set(value.key, { ...share, parts: share.parts + partsOfDay(anchor, day) });
  }
  return [...shares.values()].reduce(
    (sum, { rate: value, parts }) => sum.plus(value.times(fraction(String(parts)))),
    ZERO_FRACTION,
  );
};

export const valueOver = (days: Days, anchor: string, rate: RateOnDay): Fraction =>
  sumOver(days, anchor, rate).over(BigInt(12 * PARTS));

const averageOver = (days: Days, anchor: string, rate: RateOnDay): Fraction =>
  sumOver(days, anchor, rate).over(BigInt(partsOf(anchor, days)));

/** The governing event as it is valued on a day, with the day it took effect and the term in force. */
export type Governing = Readonly<{ contract: NaiveContract; from: string; event: TermsEvent; inForce: InForce | null }>;

/** The event that governed each day before the current event took effect; before all events, the first one. */
const governedBy = ({ contract: { dated }, from, event }: Governing): ((day: string) => ContractEvent | undefined) => {
  const first = earliest(...dated.map((one) => one.from));
  return (day) => (day >= from ? event : governingOf(dated, latest(day, first))?.event);
};

export const ratesOf = (governing: Governing, policy: Basis, counted: Counted): RateOnDay => {
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

export type Basis = Pick<Policy, 'ramp' | 'amendmentBasis' | 'discounts' | 'renewalGraceDays'>;

const cutOff = (days: Days, change: string | null): Days => ({
  ...days,
  start: latest(days.start, change ?? days.start),
});

export const windowsOf = (
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

export const acvOf = (governing: Governing, inForce: InForce, day: string, policy: Basis): Fraction => {
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

/** The contract value: by months, except that lines which bill by days count by days. */
export const contractValueOf = (governing: Governing, inForce: InForce, day: string): Fraction => {
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
