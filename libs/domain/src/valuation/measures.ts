import { type CivilDate, later } from '../calendar/civil-date.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import { annualized } from '../lines/annual-rate.ts';
import type { OneTimeLine } from '../lines/line.ts';
import { isRunning } from '../lines/line-days.ts';
import { Decimal, ZERO } from '../money/decimal.ts';
import { type Quotient, quotient10, quotientPlus } from '../money/quotient.ts';
import { renewsWithinAYear } from '../terms/term.ts';
import { windowedAcv } from './acv.ts';
import type { GovernedValues, Standpoint } from './rates-as-governed.ts';
import { type LineRate, sumOf } from './line-rates.ts';
import { linesOnDay } from '../lines/lines-on-day.ts';
import { round10 } from '../money/rounding.ts';
import type { TermInForce } from '../terms/term-in-force.ts';
import type { InFixedTerm } from './amendment-basis.ts';
import type { Days } from './pieces.ts';
import { yearsOf } from './recurring-value.ts';
import type { Valuation } from './valuation.ts';

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

/** Measures that stay while one term is in force under one governing event. Null: by the rate on the day. */
export type TermMeasures = Readonly<{ acv: Quotient | null; contractValue: Quotient | null; oneTime: Decimal }>;

export const isFixed = (at: Standpoint): at is InFixedTerm => at.term.end !== null;

/** One-time lines dated in the term in force, or before it where it is the first. */
export const isChargedIn = ({ date }: OneTimeLine, { start, end, isFirst }: TermInForce): boolean =>
  (isFirst || start <= date) && (end === null || date < end);

const oneTimeIn = (event: TermsEvent, term: TermInForce): Decimal =>
  event.lines.reduce(
    (sum, line) => (line.kind === 'one_time' && isChargedIn(line, term) ? sum.plus(line.amount) : sum),
    ZERO,
  );

/** The days of a contract value: the term in force, cut off at the latest change of currency. */
export const contractValueDays = ({ entry: { currencySince }, term: { start, end } }: InFixedTerm): Days => ({
  start: currencySince === null ? start : later(start, currencySince),
  end,
});

const contractValueOf = (at: InFixedTerm, governed: GovernedValues): Quotient =>
  yearsOf(governed.value(at, contractValueDays(at), { anchor: at.term.anchor, basis: 'billed' }));

export const termMeasures = (at: Standpoint, valuation: Valuation): TermMeasures => {
  const oneTime = oneTimeIn(at.event, at.term);
  if (!isFixed(at)) return { acv: null, contractValue: null, oneTime };
  return {
    acv: renewsWithinAYear(at.event.term) ? null : windowedAcv(at, valuation),
    contractValue: contractValueOf(at, valuation.governed),
    oneTime,
  };
};

/** One billing interval of each running line, every discount counted: the commitment of an evergreen contract. */
export const oneIntervalOfEach = (event: TermsEvent, day: CivilDate): Decimal =>
  linesOnDay(event, day, 'all').reduce((sum, line) => sum.plus(line.net), ZERO);

const expectedUsageOn = (event: TermsEvent, day: CivilDate): Decimal =>
  event.lines.reduce(
    (sum, line) =>
      line.kind === 'usage_expected' && isRunning(line, event.term, day)
        ? sum.plus(annualized(line.amount, line.per, event.term))
        : sum,
    ZERO,
  );

/** The measures on `day`, on which the event, as it is valued that day, governs and the contract is active. */
export const measuresOn = (
  event: TermsEvent,
  day: CivilDate,
  inTerm: TermMeasures,
  lines: readonly LineRate[],
): Measures => {
  const arr = round10(sumOf(lines, 'net'));
  const { contractValue, oneTime } = inTerm;
  const acv = inTerm.acv === null ? arr : quotient10(inTerm.acv);
  const value = contractValue === null ? null : quotient10(contractValue);
  return {
    arr,
    grossArr: round10(sumOf(lines, 'gross')),
    acv,
    // Of two rounded amounts the smaller is the smaller one rounded.
    contractedAcv: Decimal.min(acv, value ?? round10(oneIntervalOfEach(event, day))),
    contractValue: value,
    oneTime: round10(oneTime),
    tcv: contractValue === null || oneTime.isZero() ? value : quotient10(quotientPlus(contractValue, oneTime)),
    expectedUsage: round10(expectedUsageOn(event, day)),
  };
};
