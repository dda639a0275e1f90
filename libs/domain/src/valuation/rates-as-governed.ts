import { addDays, type CivilDate, earlier, later } from '../calendar/civil-date.ts';
import type { ContractEvent, TermsEvent } from '../facts/contract-event.ts';
import { countBefore, type Entry, type Timeline } from '../facts/governing-event.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import type { RateBasis } from '../lines/line-course.ts';
import type { TermInForce } from '../terms/term-in-force.ts';
import type { Days, RateParts, ValueBy } from './pieces.ts';
import { type Leniency, type OwnValues, ownValues } from './recurring-value.ts';

/**
 * The entry that governs, its index in the timeline, and its event as it is valued: on days of grace it auto-renews.
 */
export type Governing = Readonly<{ index: number; entry: Entry; event: TermsEvent }>;

/** A governing entry with the term in force. */
export type Standpoint = Governing & Readonly<{ term: TermInForce }>;

/** Recurring values and rates at the rates as they governed, seen while one entry of the timeline governs. */
export type GovernedValues = Readonly<{
  own: OwnValues;
  value: (at: Pick<Governing, 'index' | 'event'>, days: Days, by: ValueBy) => RateParts;
  rate: (at: Pick<Governing, 'index' | 'event'>, day: CivilDate, basis: RateBasis) => Decimal;
}>;

/** The last entry before `index` that takes effect before `day`; the first entry also counts for the days before it. */
const lastBefore = (timeline: Timeline, index: number, day: CivilDate): number =>
  Math.max(0, Math.min(index, countBefore(timeline, day)) - 1);

/** The values from one start up to each entry after it, added up once along the timeline. */
const valuesUpTo = (timeline: Timeline, own: OwnValues) => {
  const sums = new Map<string, Readonly<{ first: number; upTo: RateParts[] }>>();

  const valueOfEntry = (index: number, start: CivilDate, by: ValueBy): RateParts => {
    const entry = timeline[index];
    const next = timeline[index + 1];
    if (entry === undefined || next === undefined) return ZERO;
    const from = index === 0 ? start : later(start, entry.from);
    return own.value(entry.event, { start: from, end: next.from }, by);
  };

  return (index: number, start: CivilDate, by: ValueBy): RateParts => {
    const key = `${start} ${by.anchor} ${by.basis}`;
    // The entries that end on or before the start have no value: a sum for each of them would cost their square.
    const found = sums.get(key) ?? { first: lastBefore(timeline, timeline.length, addDays(start, 1)), upTo: [ZERO] };
    sums.set(key, found);
    const { first, upTo } = found;
    for (let i = upTo.length; first + i <= index; i += 1) {
      upTo.push((upTo[i - 1] ?? ZERO).plus(valueOfEntry(first + i - 1, start, by)));
    }
    return upTo[index - first] ?? ZERO;
  };
};

/**
 * Values at the rates as they governed (definitions, section 4). A day before the governing event took effect has the
 * rates of the event that governed that day; a day before the earliest effective day has those of the event that
 * governs on that one.
 *
 * Values from one start are added up once along the timeline and kept. A contract with ten thousand amendments in one
 * term therefore costs one sum for each amendment, not ten thousand.
 */
export const governedValues = (timeline: Timeline, leniency: Leniency): GovernedValues => {
  const own = ownValues(leniency);
  const upTo = valuesUpTo(timeline, own);

  const value = (index: number, event: ContractEvent, days: Days, by: ValueBy): RateParts => {
    const from = timeline[index]?.from;
    if (from === undefined) return ZERO;
    if (index === 0 || days.start >= from) return own.value(event, days, by);
    if (days.end <= from) {
      const before = lastBefore(timeline, index, days.end);
      return value(before, timeline[before]?.event ?? event, days, by);
    }
    return upTo(index, days.start, by).plus(own.value(event, { start: from, end: days.end }, by));
  };

  return {
    own,
    value: ({ index, event }, days, by) => value(index, event, days, by),
    rate: ({ index, event }, day, basis) => {
      const from = timeline[index]?.from;
      if (from === undefined || from <= day) return own.rate(event, day, basis);
      const before = timeline[lastBefore(timeline, index, addDays(day, 1))];
      // The first entry also counts for the days before it; if it governs itself, as its event is valued now.
      return before === undefined ? ZERO : own.rate(before === timeline[index] ? event : before.event, day, basis);
    },
  };
};

/** Days with the event whose rates they have. */
export type GovernedDays = Days & Readonly<{ event: ContractEvent }>;

/** The event whose rates each of these days has, seen while the entry at `index` governs. */
export const governedDays = (
  timeline: Timeline,
  { index, event }: Pick<Governing, 'index' | 'event'>,
  days: Days,
): readonly GovernedDays[] =>
  timeline.slice(0, index + 1).flatMap((entry, i) => {
    const next = i === index ? undefined : timeline[i + 1]?.from;
    const start = i === 0 ? days.start : later(days.start, entry.from);
    const end = next === undefined ? days.end : earlier(days.end, next);
    return start < end ? [{ event: i === index ? event : entry.event, start, end }] : [];
  });
