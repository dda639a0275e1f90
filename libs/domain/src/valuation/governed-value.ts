import { addDays, type CivilDate, earlier, later } from '../calendar/civil-date.ts';
import { PARTS_OF_A_MONTH, partsBetween } from '../calendar/months-between.ts';
import { covers, intersection, type Span } from '../calendar/span.ts';
import type { ContractEvent, TermsEvent } from '../facts/contract-event.ts';
import type { Entry, Timeline } from '../facts/timeline.ts';
import { annualized, countedDiscounts, gross, net } from '../lines/annual-rate.ts';
import { type Discount, isPriced, type PricedLine } from '../lines/line.ts';
import { runs } from '../lines/runs.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import { divided, type Quotient } from '../money/quotient.ts';
import type { CountedDiscounts } from '../policy/policy.ts';

/** Annual rates times parts of a month. `yearly` turns it into an amount; until then nothing is divided. */
export type RateParts = Decimal;

export const yearly = (value: RateParts): Quotient => ({ dividend: value, divisor: 12 * PARTS_OF_A_MONTH });

export const inYears = (value: RateParts): Decimal => divided(yearly(value));

type Days = Readonly<{ start: CivilDate; end: CivilDate }>;

/** `none`: the list price. */
export type RateBasis = CountedDiscounts | 'none';

const discountsFor = (line: PricedLine, event: TermsEvent, basis: RateBasis): readonly Discount[] =>
  basis === 'none' ? [] : countedDiscounts(line, event.term, basis);

const NO_DAYS: readonly CivilDate[] = [];

/** The days inside `days` at which one of the discounts begins or ends. */
const turns = (discounts: readonly Discount[], { start, end }: Days): readonly CivilDate[] =>
  discounts.length === 0
    ? NO_DAYS
    : discounts
        .flatMap((discount) => [discount.start, discount.end])
        .filter((day): day is CivilDate => day !== null && start < day && day < end);

/** Days on which a line has one rate, in amounts a year, and how long they are in parts of a month. */
export type Piece = Days & Readonly<{ line: PricedLine; rate: Decimal; parts: number }>;

/** Where the rate of a line turns in these days, with their ends. */
const boundsIn = (discounts: readonly Discount[], days: Days): readonly CivilDate[] => {
  const between = turns(discounts, days);
  if (between.length === 0) return [days.start, days.end];
  const bounds = [...new Set([days.start, ...between, days.end])];
  return bounds.sort();
};

const linePieces = (
  line: PricedLine,
  event: TermsEvent,
  days: Days,
  anchor: CivilDate,
  basis: RateBasis,
): readonly Piece[] => {
  const span = runs(line, event.term);
  const running = span === null ? null : intersection(span, days);
  if (running === null || running.end === null) return [];
  const discounts = discountsFor(line, event, basis);
  const bounds = boundsIn(discounts, { start: running.start, end: running.end });
  return bounds.slice(1).map((end, i) => {
    const start = bounds[i] ?? end;
    const rate = annualized(net(line, discounts, start), line.per);
    return { line, start, end, rate, parts: partsBetween(anchor, start, end) };
  });
};

const linesIn = (event: TermsEvent, { start, end }: Days): readonly PricedLine[] =>
  end <= start ? [] : event.lines.filter(isPriced);

/** The pieces of these days at the event's own rates, line by line. Outside what a line or its term covers there is none. */
export const ownPieces = (event: TermsEvent, days: Days, anchor: CivilDate, basis: RateBasis): readonly Piece[] =>
  linesIn(event, days).flatMap((line) => linePieces(line, event, days, anchor, basis));

/** The recurring value of the days at the event's own rates: the sum over lines and over pieces with a constant rate. */
export const ownValue = (event: ContractEvent, days: Days, anchor: CivilDate, basis: RateBasis): RateParts =>
  event.kind === 'cancelled'
    ? ZERO
    : linesIn(event, days).reduce(
        (value, line) =>
          linePieces(line, event, days, anchor, basis).reduce(
            (sum, { rate, parts }) => sum.plus(rate.times(parts)),
            value,
          ),
        ZERO,
      );

/** What the contract costs a year on `day` at the event's own rates, unrounded. */
export const ownRate = (event: ContractEvent, day: CivilDate, basis: RateBasis): Decimal =>
  event.kind === 'cancelled'
    ? ZERO
    : event.lines.filter(isPriced).reduce((sum, line) => {
        const span: Span | null = runs(line, event.term);
        if (span === null || !covers(span, day)) return sum;
        const amount = basis === 'none' ? gross(line) : net(line, discountsFor(line, event, basis), day);
        return sum.plus(annualized(amount, line.per));
      }, ZERO);

export type GovernedValues = Readonly<{
  /** The value of `days` as seen while the entry at `index` governs. */
  value: (index: number, days: Days, anchor: CivilDate, basis: RateBasis) => RateParts;
  /** The rate on `day` as seen while the entry at `index` governs. */
  rate: (index: number, day: CivilDate, basis: RateBasis) => Decimal;
}>;

/**
 * Values at the rates as they governed (definitions, section 4): before the governing event took effect, the rates of
 * the event governing on each day; before the earliest effective day, those of the event governing on that one.
 *
 * Values from one start are summed up once along the timeline and kept, so that a contract with ten thousand amendments
 * in one term costs a sum for each, not ten thousand.
 */
export const governedValues = (timeline: Timeline): GovernedValues => {
  const sums = new Map<string, RateParts[]>();

  const valueOfEntry = (index: number, start: CivilDate, anchor: CivilDate, basis: RateBasis): RateParts => {
    const entry = timeline[index];
    const next = timeline[index + 1];
    if (entry === undefined || next === undefined || next.from <= start) return ZERO;
    const from = index === 0 ? start : later(start, entry.from);
    return ownValue(entry.event, { start: from, end: next.from }, anchor, basis);
  };

  /** From `start` to the day on which the entry at `index` took effect. */
  const valueUpTo = (index: number, start: CivilDate, anchor: CivilDate, basis: RateBasis): RateParts => {
    const key = `${start} ${anchor} ${basis}`;
    const known = sums.get(key) ?? [ZERO];
    sums.set(key, known);
    for (let i = known.length; i <= index; i += 1) {
      known.push((known[i - 1] ?? ZERO).plus(valueOfEntry(i - 1, start, anchor, basis)));
    }
    return known[index] ?? ZERO;
  };

  const value: GovernedValues['value'] = (index, days, anchor, basis) => {
    const entry = timeline[index];
    if (entry === undefined) return ZERO;
    if (index === 0 || days.start >= entry.from) return ownValue(entry.event, days, anchor, basis);
    if (days.end <= entry.from) return value(lastBefore(timeline, index, days.end), days, anchor, basis);
    const own = ownValue(entry.event, { start: entry.from, end: days.end }, anchor, basis);
    return valueUpTo(index, days.start, anchor, basis).plus(own);
  };

  const rate: GovernedValues['rate'] = (index, day, basis) => {
    const from = timeline[index]?.from;
    const entry = timeline[from === undefined || from <= day ? index : lastBefore(timeline, index, addDays(day, 1))];
    return entry === undefined ? ZERO : ownRate(entry.event, day, basis);
  };

  return { value, rate };
};

/** The last entry before `index` that takes effect before `day`; the first one stands for the days before it. */
const lastBefore = (timeline: Timeline, index: number, day: CivilDate): number =>
  Math.max(
    0,
    timeline.findLastIndex((entry, i) => i < index && entry.from < day),
  );

/** Days together with the entry whose rates they have. */
export type GovernedDays = Days & Readonly<{ entry: Entry }>;

/** Whose rates each of these days has, as seen while the entry at `index` governs. */
export const governedDays = (timeline: Timeline, index: number, days: Days): readonly GovernedDays[] =>
  timeline.slice(0, index + 1).flatMap((entry, i) => {
    const next = i === index ? undefined : timeline[i + 1]?.from;
    const start = i === 0 ? days.start : later(days.start, entry.from);
    const end = next === undefined ? days.end : earlier(days.end, next);
    return start < end ? [{ entry, start, end }] : [];
  });
