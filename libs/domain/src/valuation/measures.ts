import { type CivilDate, later } from '../calendar/civil-date.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import type { Entry } from '../facts/timeline.ts';
import { annualized, net } from '../lines/annual-rate.ts';
import { isPriced, type OneTimeLine } from '../lines/line.ts';
import { isRunning } from '../lines/runs.ts';
import { Decimal, round10, ZERO } from '../money/decimal.ts';
import { type Quotient, quotient10, quotientPlus } from '../money/quotient.ts';
import { renewsWithinAYear, type TermInForce } from '../terms/term.ts';
import { type Days, type FixedTerm, type ValuationPolicy, windowedAcv } from './acv.ts';
import { type GovernedValues, yearly } from './governed-value.ts';
import { type ProductRate, sumOf } from './products.ts';

/** A contract's worth on a day, in its own currency; each rounded once, half to even, to ten places (definitions, section 4). */
export type Measures = Readonly<{
  arr: Decimal;
  grossArr: Decimal;
  acv: Decimal;
  contractedAcv: Decimal;
  /** Null for evergreen. */
  contractValue: Decimal | null;
  oneTime: Decimal;
  /** Null for evergreen. */
  tcv: Decimal | null;
  expectedUsage: Decimal;
}>;

/** Of a contract that is not active, also of an evergreen one. */
export const NO_MEASURES: Measures = {
  arr: ZERO,
  grossArr: ZERO,
  acv: ZERO,
  contractedAcv: ZERO,
  contractValue: ZERO,
  oneTime: ZERO,
  tcv: ZERO,
  expectedUsage: ZERO,
};

/** What does not change while one term is in force under one governing event. Null: by the rate on the day. */
export type TermMeasures = Readonly<{ acv: Quotient | null; contractValue: Quotient | null; oneTime: Decimal }>;

export const hasEnd = (term: TermInForce): term is TermInForce & FixedTerm => term.end !== null;

/** One-time lines dated in the term in force, or before it where it is the first. */
export const isChargedIn = ({ date }: OneTimeLine, { start, end, isFirst }: TermInForce): boolean =>
  (isFirst || start <= date) && (end === null || date < end);

const oneTimeIn = (event: TermsEvent, term: TermInForce): Decimal =>
  event.lines.reduce(
    (sum, line) => (line.kind === 'one_time' && isChargedIn(line, term) ? sum.plus(line.amount) : sum),
    ZERO,
  );

/** The days of a contract value: the term in force, cut off at the latest change of currency. */
export const contractValueDays = ({ currencySince }: Entry, { start, end }: FixedTerm): Days => ({
  start: currencySince === null ? start : later(start, currencySince),
  end,
});

const contractValueOf = (index: number, entry: Entry, term: FixedTerm, governed: GovernedValues): Quotient =>
  yearly(governed.value(index, contractValueDays(entry, term), term.anchor, 'all'));

export const termMeasures = (
  index: number,
  entry: Entry & Readonly<{ event: TermsEvent }>,
  term: TermInForce,
  governed: GovernedValues,
  policy: ValuationPolicy,
): TermMeasures => {
  const oneTime = oneTimeIn(entry.event, term);
  if (!hasEnd(term)) return { acv: null, contractValue: null, oneTime };
  return {
    acv: renewsWithinAYear(entry.event.term) ? null : windowedAcv(index, entry, term, governed, policy),
    contractValue: contractValueOf(index, entry, term, governed),
    oneTime,
  };
};

/** One billing interval of each running line, every discount counted: what an evergreen contract commits the customer to. */
export const oneIntervalOfEach = (event: TermsEvent, day: CivilDate): Decimal =>
  event.lines.reduce(
    (sum, line) =>
      isPriced(line) && isRunning(line, event.term, day) ? sum.plus(net(line, line.discounts, day)) : sum,
    ZERO,
  );

const expectedUsageOn = (event: TermsEvent, day: CivilDate): Decimal =>
  event.lines.reduce(
    (sum, line) =>
      line.kind === 'usage_expected' && isRunning(line, event.term, day)
        ? sum.plus(annualized(line.amount, line.per))
        : sum,
    ZERO,
  );

/** The measures on `day`, on which the event governs and the contract is active. */
export const measuresOn = (
  event: TermsEvent,
  day: CivilDate,
  inTerm: TermMeasures,
  products: readonly ProductRate[],
): Measures => {
  const arr = round10(sumOf(products, 'net'));
  const { contractValue, oneTime } = inTerm;
  const acv = inTerm.acv === null ? arr : quotient10(inTerm.acv);
  const value = contractValue === null ? null : quotient10(contractValue);
  return {
    arr,
    grossArr: round10(sumOf(products, 'gross')),
    acv,
    // Of two rounded amounts the smaller is the smaller one rounded.
    contractedAcv: Decimal.min(acv, value ?? round10(oneIntervalOfEach(event, day))),
    contractValue: value,
    oneTime: round10(oneTime),
    tcv: contractValue === null || oneTime.isZero() ? value : quotient10(quotientPlus(contractValue, oneTime)),
    expectedUsage: round10(expectedUsageOn(event, day)),
  };
};
