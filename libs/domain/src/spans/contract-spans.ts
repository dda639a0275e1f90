import { addDays, type CivilDate, later } from '../calendar/civil-date.ts';
import { wholeMonthsBetween } from '../calendar/months-between.ts';
import { earlierEnd, intersection, type Span } from '../calendar/span.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import type { Entry, Timeline } from '../facts/timeline.ts';
import type { Line } from '../lines/line.ts';
import { activeDays, type Term, termInForce } from '../terms/term.ts';
import type { ValuationPolicy } from '../valuation/acv.ts';
import { type GovernedValues, governedValues } from '../valuation/governed-value.ts';
import { type Measures, measuresOn, type TermMeasures, termMeasures } from '../valuation/measures.ts';
import { type ProductRate, productRates } from '../valuation/products.ts';
import type { ContractSpan } from './contract-span.ts';

/** The spans of a contract, and the day up to which they are known; null where the last of them holds for good. */
export type ContractSpans = Readonly<{ spans: readonly ContractSpan[]; knownUntil: CivilDate | null }>;

type TermsEntry = Entry & Readonly<{ event: TermsEvent }>;

const hasTerms = (entry: Entry): entry is TermsEntry => entry.event.kind !== 'cancelled';

const datesOf = (line: Line): readonly (CivilDate | null)[] => {
  switch (line.kind) {
    case 'recurring':
    case 'usage_commitment':
      return [line.start, line.end, ...line.discounts.flatMap((discount) => [discount.start, discount.end])];
    case 'usage_expected':
      return [line.start, line.end];
    case 'one_time':
      // It counts in the term in force that holds it: the renewals behind that one are alike.
      return [addDays(line.date, 1)];
    case 'tax':
    case 'processing_fee':
    case 'refund':
    case 'chargeback':
    case 'credit':
      return [];
  }
};

/** The days on which a measure may change under one governing event while its term in force stays, in order. */
const turningDays = (event: TermsEvent): readonly CivilDate[] => {
  const days = event.lines.flatMap(datesOf).filter((day) => day !== null);
  return days.length < 2 ? days : [...new Set(days)].toSorted();
};

/**
 * After the last turning day each renewal of a term of whole months is worth the same, so that one span stands for all
 * of them. The renewals of a term of so many days differ, for months do: they are kept one by one, up to the horizon.
 */
const goesOnAlike = ({ start, end }: Term, from: CivilDate, turns: readonly CivilDate[]): boolean =>
  end !== null && wholeMonthsBetween(start, end) !== null && from >= end && (turns.at(-1) ?? from) <= from;

const equalMeasures = (a: Measures, b: Measures): boolean =>
  a.arr.eq(b.arr) &&
  a.grossArr.eq(b.grossArr) &&
  a.acv.eq(b.acv) &&
  a.contractedAcv.eq(b.contractedAcv) &&
  (a.contractValue === null || b.contractValue === null
    ? a.contractValue === b.contractValue
    : a.contractValue.eq(b.contractValue)) &&
  a.oneTime.eq(b.oneTime) &&
  a.expectedUsage.eq(b.expectedUsage);

const equalProducts = (a: readonly ProductRate[], b: readonly ProductRate[]): boolean =>
  a.length === b.length &&
  a.every((rate, i) => {
    const other = b[i];
    return (
      other !== undefined &&
      rate.kind === other.kind &&
      rate.product === other.product &&
      rate.gross.eq(other.gross) &&
      rate.net.eq(other.net) &&
      rate.quantity.eq(other.quantity)
    );
  });

const mergedInto = (spans: ContractSpan[], next: ContractSpan): void => {
  const last = spans.at(-1);
  if (
    last !== undefined &&
    last.to === next.from &&
    last.event === next.event &&
    equalMeasures(last.measures, next.measures) &&
    equalProducts(last.products, next.products)
  ) {
    spans[spans.length - 1] = { ...last, to: next.to };
  } else spans.push(next);
};

/** The spans of one term in force, cut at the days on which a rate turns. */
const spansOfTerm = (
  event: TermsEvent,
  days: Span,
  inTerm: TermMeasures,
  turns: readonly CivilDate[],
  policy: ValuationPolicy,
): readonly ContractSpan[] => {
  const inside = turns.filter((day) => days.start < day && (days.end === null || day < days.end));
  return [days.start, ...inside].map((from, i) => {
    const products = productRates(event, from, policy.discounts);
    return { from, to: inside[i] ?? days.end, event, measures: measuresOn(event, from, inTerm, products), products };
  });
};

/** The spans of the days on which one entry governs, from `since` on, and whether they stop at the horizon. */
const spansOfEntry = (
  index: number,
  entry: TermsEntry,
  days: Span,
  context: Readonly<{ governed: GovernedValues; policy: ValuationPolicy; horizon: CivilDate }>,
  spans: ContractSpan[],
): CivilDate | null => {
  const active = intersection(days, activeDays(entry.event.term));
  const turns = turningDays(entry.event);
  for (
    let from = active?.start ?? null;
    active !== null && from !== null && (active.end === null || from < active.end);
  ) {
    const term = termInForce(entry.event.term, from);
    const alike = active.end === null && from === term.start && goesOnAlike(entry.event.term, from, turns);
    const to = alike ? null : earlierEnd(term.end, active.end);
    const inTerm = termMeasures(index, entry, term, context.governed, context.policy);
    for (const span of spansOfTerm(entry.event, { start: from, end: to }, inTerm, turns, context.policy)) {
      mergedInto(spans, span);
    }
    if (active.end === null && to !== null && to >= context.horizon) return to;
    from = to;
  }
  return null;
};

/**
 * The spans of a contract from `since` on (null: all of them). Of a contract whose renewals differ for ever they end
 * with the renewal that reaches the horizon, which then is `knownUntil`.
 */
export const contractSpans = (
  timeline: Timeline,
  since: CivilDate | null,
  policy: ValuationPolicy,
  horizon: CivilDate,
): ContractSpans => {
  const context = { governed: governedValues(timeline), policy, horizon };
  const spans: ContractSpan[] = [];
  let knownUntil: CivilDate | null = null;
  for (const [index, entry] of timeline.entries()) {
    const next = timeline[index + 1]?.from ?? null;
    if (!hasTerms(entry) || (since !== null && next !== null && next <= since)) continue;
    const start = since === null ? entry.from : later(entry.from, since);
    knownUntil = spansOfEntry(index, entry, { start, end: next }, context, spans);
  }
  return { spans, knownUntil };
};
