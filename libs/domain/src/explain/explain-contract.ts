import { type CivilDate, daysBetween } from '../calendar/civil-date.ts';
import { monthsCompleted } from '../calendar/months-between.ts';
import { covers } from '../calendar/span.ts';
import type { ContractEvent, TermsEvent } from '../facts/contract-event.ts';
import { type Entry, governing } from '../facts/governing-event.ts';
import type { OneTimeLine } from '../lines/line.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import { divided } from '../money/quotient.ts';
import { monthsOfTerm, type Term, wholeMonthsOf } from '../terms/term.ts';
import { governedDays } from '../valuation/rates-as-governed.ts';
import { lineRates, sumOf } from '../valuation/line-rates.ts';
import type { Trial } from '../lines/lines-on-day.ts';
import { activeDays, isInGrace } from '../terms/active-days.ts';
import { asValuedOn } from '../terms/grace.ts';
import { type TermInForce, termInForce } from '../terms/term-in-force.ts';
import {
  contractValueDays,
  isChargedIn,
  isFixed,
  type Measures,
  measuresOn,
  NO_MEASURES,
  oneIntervalOfEach,
  termMeasures,
} from '../valuation/measures.ts';
import { type ValuationPolicy, valuationOf } from '../valuation/valuation.ts';
import { type At, type ExplainedAcv, explainedAcv } from './explained-acv.ts';
import { type ExplainedContractDiscounts, explainedContractDiscounts } from './explained-discounts.ts';
import { type ExplainedEvent, explainedEvents } from './explained-events.ts';
import { type ExplainedLine, explainedLines, type ExplainedUsage, explainedUsage } from './explained-lines.ts';
import { type ExplainedValue, explainedValue } from './explained-value.ts';

/**
 * The term in force; the stated term is renewal 0. On days of grace a term that has ended is valued as if it renewed.
 */
export type ExplainedTerm = TermInForce &
  Readonly<{
    stated: Term;
    /** The length in whole months of the anchor; null if it is not whole, so that it renews by days. */
    wholeMonths: number | null;
    /** The length with the fraction of a month; null for an evergreen term. */
    statedMonths: Decimal | null;
    renewal: number;
    isInGrace: boolean;
    graceDays: number;
  }>;

/** The amount whose minimum with the ACV is the contracted ACV. */
export type ExplainedCommitment = Readonly<{ of: 'contract_value' | 'one_interval'; amount: Decimal }>;

export type ExplainedCharge = Readonly<{ line: OneTimeLine; counts: boolean }>;

/** The steps from an active contract to its measures, unrounded, each step from the one before. */
export type ExplainedWorth = Readonly<{
  event: TermsEvent;
  term: ExplainedTerm;
  lines: readonly ExplainedLine[];
  /** Null if the contract as a whole has no discounts. */
  discounts: ExplainedContractDiscounts | null;
  /** The contract's trial, if it has or had one. */
  trial: Trial | null;
  arr: Decimal;
  grossArr: Decimal;
  acv: ExplainedAcv;
  /** Null for an evergreen contract. */
  contractValue: ExplainedValue | null;
  commitment: ExplainedCommitment;
  charges: readonly ExplainedCharge[];
  usage: readonly ExplainedUsage[];
}>;

/** From a contract's events to its measures on a day. `worth` is null if the contract is not active. */
export type ContractExplanation = Readonly<{
  day: CivilDate;
  events: readonly ExplainedEvent[];
  /** Whether versions order the events, because every event states one. */
  byVersions: boolean;
  governing: ContractEvent | null;
  worth: ExplainedWorth | null;
  measures: Measures;
}>;

const renewalOf = (term: Term, inForce: TermInForce): number => {
  const { start, end, anchor } = term;
  if (end === null || inForce.isFirst) return 0;
  const months = wholeMonthsOf(term);
  return months === null
    ? daysBetween(start, inForce.start) / daysBetween(start, end)
    : (monthsCompleted(anchor, inForce.start) - monthsCompleted(anchor, start)) / months;
};

const hasTerms = (entry: Entry): entry is Entry & Readonly<{ event: TermsEvent }> => entry.event.kind !== 'cancelled';

const explainedTerm = (stated: Term, inForce: TermInForce, day: CivilDate, graceDays: number): ExplainedTerm => ({
  ...inForce,
  stated,
  wholeMonths: wholeMonthsOf(stated),
  statedMonths: monthsOfTerm(stated),
  renewal: renewalOf(stated, inForce),
  isInGrace: isInGrace(stated, day),
  graceDays,
});

const explainedContractValue = ({ timeline, at, valuation: { governed } }: At): ExplainedValue | null => {
  if (!isFixed(at)) return null;
  const days = contractValueDays(at);
  const by = { anchor: at.term.anchor, basis: 'billed', own: governed.own } as const;
  return explainedValue(days, governedDays(timeline, at, days), by);
};

const explainedWorth = (
  from: At,
  stated: Term,
  day: CivilDate,
): Readonly<{ worth: ExplainedWorth; measures: Measures }> => {
  const { at, valuation } = from;
  const { event } = at;
  const { policy, trial } = valuation;
  const dayTerms = { day, counted: policy.discounts, trial };
  const rates = lineRates(event, day, dayTerms);
  const inTerm = termMeasures(at, valuation);
  const arr = sumOf(rates, 'net');
  const lines = explainedLines(event, dayTerms);
  const worth: ExplainedWorth = {
    event,
    term: explainedTerm(stated, at.term, day, policy.renewalGraceDays),
    lines,
    discounts: explainedContractDiscounts(
      event,
      lines.reduce((sum, { ownRate }) => sum.plus(ownRate), ZERO),
      dayTerms,
    ),
    trial,
    arr,
    grossArr: sumOf(rates, 'gross'),
    acv: explainedAcv(from, arr),
    contractValue: explainedContractValue(from),
    commitment:
      inTerm.contractValue === null
        ? { of: 'one_interval', amount: oneIntervalOfEach(event, day) }
        : { of: 'contract_value', amount: divided(inTerm.contractValue) },
    charges: event.lines
      .filter((line) => line.kind === 'one_time')
      .map((line) => ({ line, counts: isChargedIn(line, at.term) })),
    usage: explainedUsage(event, day),
  };
  return { worth, measures: measuresOn(event, day, inTerm, rates) };
};

/**
 * Walks from a contract's events, in any order, to its measures on `day`. It calls the same functions as the fold, so
 * every figure is calculated in the same way as the stored one.
 */
export const explainContract = (
  contractEvents: readonly ContractEvent[],
  day: CivilDate,
  policy: ValuationPolicy,
): ContractExplanation => {
  const { renewalGraceDays: graceDays } = policy;
  const { timeline, ...records } = explainedEvents(contractEvents, graceDays);
  const entry = governing(timeline, day);
  const governs = { day, ...records, governing: entry?.event ?? null };
  if (entry === null || !hasTerms(entry) || !covers(activeDays(entry.event.term, graceDays), day)) {
    return { ...governs, worth: null, measures: NO_MEASURES };
  }
  const stated = entry.event.term;
  const at = {
    index: timeline.indexOf(entry),
    entry,
    event: asValuedOn(entry.event, day),
    term: termInForce(stated, day),
  };
  const valuation = valuationOf(timeline, policy);
  return { ...governs, ...explainedWorth({ timeline, at, valuation }, stated, day) };
};
