import { addDays, type CivilDate, later } from '../calendar/civil-date.ts';
import { earlierEnd, intersection, type Span } from '../calendar/span.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import type { Entry, Timeline } from '../facts/governing-event.ts';
import { billedDays } from '../lines/billed-days.ts';
import { isPriced, type Line } from '../lines/line.ts';
import { ascendingDays, priceChangeDays } from '../lines/price-change-days.ts';
import { activeDays } from '../terms/active-days.ts';
import { asValuedOn } from '../terms/grace.ts';
import { termInForce } from '../terms/term-in-force.ts';
import { wholeMonthsOf } from '../terms/term.ts';
import type { Standpoint } from '../valuation/rates-as-governed.ts';
import { lineRates } from '../valuation/line-rates.ts';
import { measuresOn, termMeasures } from '../valuation/measures.ts';
import type { Valuation } from '../valuation/valuation.ts';
import type { ContractSpan } from './contract-span.ts';
import { mergedInto } from './merged-spans.ts';

/** The spans of a contract, and the day up to which they reach; null if the last one goes on for ever. */
export type ContractSpans = Readonly<{ spans: readonly ContractSpan[]; knownUntil: CivilDate | null }>;

type TermsEntry = Entry & Readonly<{ event: TermsEvent }>;

const hasTerms = (entry: Entry): entry is TermsEntry => entry.event.kind !== 'cancelled';

/** Adds the turning days of a line without a price. A one-time line counts in its own term; later renewals are alike. */
const addDatesBeside = (days: CivilDate[], line: Line): void => {
  if (line.kind === 'one_time') days.push(addDays(line.date, 1));
  if (line.kind !== 'usage_expected') return;
  if (line.start !== null) days.push(line.start);
  if (line.end !== null) days.push(line.end);
};

/** The days on which a measure may change under one governing event while its term in force stays, in order. */
const turningDays = (event: TermsEvent): readonly CivilDate[] => {
  const days = priceChangeDays(event);
  for (const line of event.lines) addDatesBeside(days, line);
  return ascendingDays(days);
};

/** Whether a renewal is worth what its days bill. Then a renewal with a leap day differs from the others. */
const countsDays = ({ lines, term }: TermsEvent, from: CivilDate): boolean =>
  lines.some((line) => isPriced(line) && billedDays(line.per, term) !== null && (line.end === null || from < line.end));

/**
 * After the last turning day all renewals of a term of whole months are worth the same, so one span covers them. The
 * renewals of a term of n days differ, because months do: they are kept one by one, up to the horizon.
 */
const goesOnAlike = (event: TermsEvent, from: CivilDate, turns: readonly CivilDate[]): boolean => {
  const { end } = event.term;
  return (
    end !== null &&
    from >= end &&
    (turns.at(-1) ?? from) <= from &&
    wholeMonthsOf(event.term) !== null &&
    !countsDays(event, from)
  );
};

/** How a contract is valued, and the day that its spans have to reach at least. */
type Drawing = Valuation & Readonly<{ horizon: CivilDate }>;

/** `event` is valued as of its days of grace; the spans name the `governing` event as it came. */
type SpanStandpoint = Standpoint & Readonly<{ governing: TermsEvent }>;

/** The spans of one term in force, cut at the days on which a rate turns. */
const spansOfTerm = (
  at: SpanStandpoint,
  days: Span,
  turns: readonly CivilDate[],
  drawing: Drawing,
): readonly ContractSpan[] => {
  const inTerm = termMeasures(at, drawing);
  const by = { counted: drawing.policy.discounts, trial: drawing.trial };
  const inside = turns.filter((day) => days.start < day && (days.end === null || day < days.end));
  return [days.start, ...inside].map((from, i) => {
    const lines = lineRates(at.event, from, by);
    const measures = measuresOn(at.event, from, inTerm, lines);
    return { from, to: inside[i] ?? days.end, event: at.governing, measures, lines };
  });
};

/**
 * The spans of the days on which one entry governs, and the day on which the horizon cuts them off; null if it does
 * not.
 */
const spansOfEntry = (
  at: Readonly<{ index: number; entry: TermsEntry }>,
  days: Span,
  drawing: Drawing,
  spans: ContractSpan[],
): CivilDate | null => {
  const { event: governing } = at.entry;
  const active = intersection(days, activeDays(governing.term, drawing.policy.renewalGraceDays));
  const turns = turningDays(governing);
  for (
    let from = active?.start ?? null;
    active !== null && from !== null && (active.end === null || from < active.end);
  ) {
    const term = termInForce(governing.term, from);
    const alike = active.end === null && from === term.start && goesOnAlike(governing, from, turns);
    const to = alike ? null : earlierEnd(term.end, active.end);
    const event = asValuedOn(governing, from);
    const standpoint = { index: at.index, entry: at.entry, governing, event, term };
    for (const span of spansOfTerm(standpoint, { start: from, end: to }, turns, drawing)) mergedInto(spans, span);
    if (active.end === null && to !== null && to >= drawing.horizon) return to;
    from = to;
  }
  return null;
};

/** The spans from `since` on (null: all). If renewals differ for ever, the spans end at the horizon. */
export type SpanTerms = Readonly<{ since: CivilDate | null; horizon: CivilDate }>;

/**
 * The spans of a contract. If its renewals differ for ever, the last span is the renewal that reaches the horizon, and
 * `knownUntil` is its end.
 */
export const contractSpans = (
  timeline: Timeline,
  valuation: Valuation,
  { since, horizon }: SpanTerms,
): ContractSpans => {
  const drawing = { ...valuation, horizon };
  const spans: ContractSpan[] = [];
  let knownUntil: CivilDate | null = null;
  for (const [index, entry] of timeline.entries()) {
    const next = timeline[index + 1]?.from ?? null;
    if (!hasTerms(entry) || (since !== null && next !== null && next <= since)) continue;
    const start = since === null ? entry.from : later(entry.from, since);
    knownUntil = spansOfEntry({ index, entry }, { start, end: next }, drawing, spans);
  }
  return { spans, knownUntil };
};
