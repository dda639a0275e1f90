import { addDays, type CivilDate, later } from '../calendar/civil-date.ts';
import { earlierEnd, intersection, type Span } from '../calendar/span.ts';
import type { TermsEvent } from '../facts/contract-event.ts';
import type { Entry, Timeline } from '../facts/governing-event.ts';
import { billedDays } from '../lines/billed-days.ts';
import { isPriced, type Line } from '../lines/line.ts';
import { ascendingDays, daysInside, priceChangeDays } from '../lines/price-change-days.ts';
import { activeDays } from '../terms/active-days.ts';
import { asValuedOn } from '../terms/grace.ts';
import { type TermInForce, termInForce } from '../terms/term-in-force.ts';
import { wholeMonthsOf } from '../terms/term.ts';
import type { Standpoint } from '../valuation/rates-as-governed.ts';
import { lineRates } from '../valuation/line-rates.ts';
import { measuresOn, termMeasures } from '../valuation/measures.ts';
import type { Valuation } from '../valuation/valuation.ts';
import type { ContractSpan } from './contract-span.ts';
import { mergedInto } from './merged-spans.ts';
import { renewalKey } from './renewal-key.ts';

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
  const days = [...priceChangeDays(event)];
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
function* spansOfTerm(
  at: SpanStandpoint,
  days: Span,
  turns: readonly CivilDate[],
  drawing: Drawing,
): Generator<ContractSpan, void> {
  const inTerm = termMeasures(at, drawing);
  const by = { counted: drawing.policy.discounts, trial: drawing.trial };
  const inside = daysInside(turns, days.start, days.end);
  for (const [i, from] of [days.start, ...inside].entries()) {
    const lines = lineRates(at.event, from, by);
    const measures = measuresOn(at.event, from, inTerm, lines);
    yield { from, to: inside[i] ?? days.end, event: at.governing, measures, lines };
  }
}

/** What a contract is worth on the days of a span. */
type Worth = Pick<ContractSpan, 'measures' | 'lines'>;

/** The spans of a term in force. A renewal that is like an earlier one shares its worth and is not valued again. */
function* spansOfRenewal(
  at: SpanStandpoint,
  days: Span,
  { turns, drawing, shared }: Readonly<{ turns: readonly CivilDate[]; drawing: Drawing; shared: Map<string, Worth> }>,
): Generator<ContractSpan, void> {
  const key = renewalKey(at, days.start, turns, drawing.policy);
  const worth = key === null ? undefined : shared.get(key);
  if (worth !== undefined) {
    yield { from: days.start, to: days.end, event: at.governing, measures: worth.measures, lines: worth.lines };
    return;
  }
  for (const span of spansOfTerm(at, days, turns, drawing)) {
    if (key !== null) shared.set(key, span);
    yield span;
  }
}

/**
 * The spans of the days on which one entry governs, and the day on which the horizon cuts them off; null if it does
 * not.
 */
function* spansOfEntry(
  at: Readonly<{ index: number; entry: TermsEntry }>,
  days: Span,
  drawing: Drawing,
): Generator<ContractSpan, CivilDate | null> {
  const { event: governing } = at.entry;
  const active = intersection(days, activeDays(governing.term, drawing.policy.renewalGraceDays));
  if (active === null) return null;
  const turns = turningDays(governing);
  const shared = new Map<string, Worth>();
  for (let from: CivilDate | null = active.start; from !== null && (active.end === null || from < active.end);) {
    const term: TermInForce = termInForce(governing.term, from);
    const alike: boolean = from === term.start && goesOnAlike(governing, from, turns);
    const to: CivilDate | null = alike ? active.end : earlierEnd(term.end, active.end);
    const standpoint = { index: at.index, entry: at.entry, governing, event: asValuedOn(governing, from), term };
    yield* spansOfRenewal(standpoint, { start: from, end: to }, { turns, drawing, shared });
    if (to !== null && to >= drawing.horizon && to !== active.end) return to;
    from = to;
  }
  return null;
}

/** The spans from `since` on (null: all). If renewals differ, the spans end at the horizon. */
export type SpanTerms = Readonly<{ since: CivilDate | null; horizon: CivilDate }>;

/**
 * Draws the spans of a contract one by one, so a caller can stop or pause between two of them. Neighbours may be worth
 * the same; `mergedInto` joins them. Renewals that differ are drawn up to the one that reaches the horizon, and nothing
 * is drawn after it. Returns its end, up to which the spans are known; null if they are known for good.
 */
export function* drawnSpans(
  timeline: Timeline,
  valuation: Valuation,
  { since, horizon }: SpanTerms,
): Generator<ContractSpan, CivilDate | null> {
  const drawing = { ...valuation, horizon };
  for (const [index, entry] of timeline.entries()) {
    const next = timeline[index + 1]?.from ?? null;
    if (!hasTerms(entry) || (since !== null && next !== null && next <= since)) continue;
    const start = since === null ? entry.from : later(entry.from, since);
    const knownUntil = yield* spansOfEntry({ index, entry }, { start, end: next }, drawing);
    if (knownUntil !== null) return knownUntil;
  }
  return null;
}

/** The spans of a contract, drawn at once. */
export const contractSpans = (timeline: Timeline, valuation: Valuation, terms: SpanTerms): ContractSpans => {
  const spans: ContractSpan[] = [];
  const drawing = drawnSpans(timeline, valuation, terms);
  for (let drawn = drawing.next(); ; drawn = drawing.next()) {
    if (drawn.done === true) return { spans, knownUntil: drawn.value };
    mergedInto(spans, drawn.value);
  }
};
