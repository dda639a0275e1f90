import { addDays, type CivilDate, earlier, later } from '../calendar/civil-date.ts';
import type { ContractEvent, TermsEvent } from '../facts/contract-event.ts';
import type { Entry, Timeline } from '../facts/timeline.ts';
import { type Decimal, ZERO } from '../money/decimal.ts';
import type { TermInForce } from '../terms/term.ts';
import type { RateBasis } from '../lines/lines-on-day.ts';
import { type Days, type Leniency, type OwnValues, ownValues, type RateParts, type ValueBy } from './recurring-value.ts';

/** The entry that governs, by its index in the timeline, and its event as it is valued: in the days of grace it auto-renews. */
export type Governing = Readonly<{ index: number; entry: Entry; event: TermsEvent }>;

/** The same with the term in force. */
export type Standpoint = Governing & Readonly<{ term: TermInForce }>;

/** Recurring values and rates along a timeline, as seen while one of its entries governs. */
export type GovernedValues = Readonly<{
  own: OwnValues;
  value: (at: Pick<Governing, 'index' | 'event'>, days: Days, by: ValueBy) => RateParts;
  rate: (at: Pick<Governing, 'index' | 'event'>, day: CivilDate, basis: RateBasis) => Decimal;
}>;

/** The last entry before `index` that takes effect before `day`; the first one stands for the days before it. */
const lastBefore = (timeline: Timeline, index: number, day: CivilDate): number =>
  Math.max(
    0,
    timeline.findLastIndex((entry, i) => i < index && entry.from < day),
  );

/** Values from one start up to each entry, summed up once along the timeline. */
const valuesUpTo = (timeline: Timeline, own: OwnValues) => {
  const sums = new Map<string, RateParts[]>();

  const valueOfEntry = (index: number, start: CivilDate, by: ValueBy): RateParts => {
    const entry = timeline[index];
    const next = timeline[index + 1];
    if (entry === undefined || next === undefined || next.from <= start) return ZERO;
    const from = index === 0 ? start : later(start, entry.from);
    return own.value(entry.event, { start: from, end: next.from }, by);
  };

  return (index: number, start: CivilDate, by: ValueBy): RateParts => {
    const key = `${start} ${by.anchor} ${by.basis}`;
    const known = sums.get(key) ?? [ZERO];
    sums.set(key, known);
    for (let i = known.length; i <= index; i += 1) {
      known.push((known[i - 1] ?? ZERO).plus(valueOfEntry(i - 1, start, by)));
    }
    return known[index] ?? ZERO;
  };
};

/**
 * Values at the rates as they governed (definitions, section 4): before the governing event took effect, the rates of
 * the event governing on each day; before the earliest effective day, those of the event governing on that one.
 *
 * Values from one start are summed up once along the timeline and kept, so that a contract with ten thousand amendments
 * in one term costs a sum for each, not ten thousand.
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
      // The first entry stands for the days before it, read as its governing event is.
      return before === undefined ? ZERO : own.rate(before === timeline[index] ? event : before.event, day, basis);
    },
  };
};

/** Days together with the event whose rates they have. */
export type GovernedDays = Days & Readonly<{ event: ContractEvent }>;

/** Whose rates each of these days has, as seen while the entry at `index` governs. */
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
