import { type CivilDate, daysBetween } from '../calendar/civil-date.ts';
import { wholeMonthsBetween } from '../calendar/months-between.ts';
import { covers } from '../calendar/span.ts';
import type { ContractEvent, TermsEvent } from '../facts/contract-event.ts';
import { type Entry, governing } from '../facts/timeline.ts';
import type { OneTimeLine } from '../lines/line.ts';
import type { Decimal } from '../money/decimal.ts';
import { divided } from '../money/quotient.ts';
import { activeDays, type Term, type TermInForce, termInForce } from '../terms/term.ts';
import type { ValuationPolicy } from '../valuation/acv.ts';
import { governedDays, governedValues } from '../valuation/governed-value.ts';
import {
  contractValueDays,
  hasEnd,
  isChargedIn,
  type Measures,
  measuresOn,
  NO_MEASURES,
  oneIntervalOfEach,
  termMeasures,
} from '../valuation/measures.ts';
import { productRates, sumOf } from '../valuation/products.ts';
import { type ExplainedAcv, explainedAcv, type Standpoint } from './explained-acv.ts';
import { type ExplainedEvent, explainedEvents } from './explained-events.ts';
import { type ExplainedLine, explainedLines, type ExplainedUsage, explainedUsage } from './explained-lines.ts';
import { type ExplainedValue, explainedValue } from './explained-value.ts';

/** The term in force; the stated one is renewal 0. */
export type ExplainedTerm = TermInForce & Readonly<{ stated: Term; renewal: number }>;

/** What the customer is committed to: the smaller of the ACV and this. */
export type ExplainedCommitment = Readonly<{ of: 'contract_value' | 'one_interval'; amount: Decimal }>;

export type ExplainedCharge = Readonly<{ line: OneTimeLine; counts: boolean }>;

/** How an active contract comes to its worth, unrounded, each step from the one before. */
export type ExplainedWorth = Readonly<{
  event: TermsEvent;
  term: ExplainedTerm;
  lines: readonly ExplainedLine[];
  arr: Decimal;
  grossArr: Decimal;
  acv: ExplainedAcv;
  /** Null for evergreen. */
  contractValue: ExplainedValue | null;
  commitment: ExplainedCommitment;
  charges: readonly ExplainedCharge[];
  usage: readonly ExplainedUsage[];
}>;

/** From a contract's events to its measures on a day. `worth` is null where it is not active. */
export type ContractExplanation = Readonly<{
  day: CivilDate;
  events: readonly ExplainedEvent[];
  governing: ContractEvent | null;
  worth: ExplainedWorth | null;
  measures: Measures;
}>;

const renewalOf = ({ start, end }: Term, inForce: TermInForce): number => {
  if (end === null || inForce.isFirst) return 0;
  const months = wholeMonthsBetween(start, end);
  return months === null
    ? daysBetween(start, inForce.start) / daysBetween(start, end)
    : (wholeMonthsBetween(start, inForce.start) ?? 0) / months;
};

const hasTerms = (entry: Entry): entry is Standpoint['entry'] => entry.event.kind !== 'cancelled';

const explainedWorth = (
  at: Standpoint,
  day: CivilDate,
  policy: ValuationPolicy,
): Readonly<{ worth: ExplainedWorth; measures: Measures }> => {
  const { event } = at.entry;
  const inForce = termInForce(event.term, day);
  const fixed = hasEnd(inForce) ? inForce : null;
  const products = productRates(event, day, policy.discounts);
  const inTerm = termMeasures(at.index, at.entry, inForce, governedValues(at.timeline), policy);
  const valueDays = fixed === null ? null : contractValueDays(at.entry, fixed);
  const arr = sumOf(products, 'net');
  const worth: ExplainedWorth = {
    event,
    term: { ...inForce, stated: event.term, renewal: renewalOf(event.term, inForce) },
    lines: explainedLines(event, day, policy.discounts),
    arr,
    grossArr: sumOf(products, 'gross'),
    acv: explainedAcv(at, fixed, arr, policy),
    contractValue:
      valueDays === null
        ? null
        : explainedValue(valueDays, governedDays(at.timeline, at.index, valueDays), inForce.anchor),
    commitment:
      inTerm.contractValue === null
        ? { of: 'one_interval', amount: oneIntervalOfEach(event, day) }
        : { of: 'contract_value', amount: divided(inTerm.contractValue) },
    charges: event.lines
      .filter((line) => line.kind === 'one_time')
      .map((line) => ({ line, counts: isChargedIn(line, inForce) })),
    usage: explainedUsage(event, day),
  };
  return { worth, measures: measuresOn(event, day, inTerm, products) };
};

/**
 * Walks from a contract's events, in any order, to its measures on `day`. By the same functions as its spans, so that
 * no figure is worked out in another way than the one that stands in the books.
 */
export const explainContract = (
  contractEvents: readonly ContractEvent[],
  day: CivilDate,
  policy: ValuationPolicy,
): ContractExplanation => {
  const { timeline, events } = explainedEvents(contractEvents);
  const entry = governing(timeline, day);
  const isActive = entry !== null && hasTerms(entry) && covers(activeDays(entry.event.term), day);
  return {
    day,
    events,
    governing: entry?.event ?? null,
    ...(isActive
      ? explainedWorth({ timeline, index: timeline.indexOf(entry), entry }, day, policy)
      : { worth: null, measures: NO_MEASURES }),
  };
};
