import { addDays, type CivilDate, earlier, later, type Span } from '@app/domain';
import type { StoredCharge, StoredEntry, StoredSpan } from './contract-store.ts';
import { haveSameMeasures } from './measure-fields.ts';

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, i) => text === b[i]);

type Attributes = StoredSpan['attributes'];

const hasSameAttributes = (a: Attributes, b: Attributes): boolean => {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && a[name] === b[name]);
};

/** Compares everything that a snapshot can see of two spans. It ignores the order of attributes and the stated term. */
const isSameSpan = (a: StoredSpan, b: StoredSpan): boolean =>
  haveSameMeasures(a, b) &&
  a.customerId === b.customerId &&
  a.currency === b.currency &&
  a.lines === b.lines &&
  hasSameAttributes(a.attributes, b.attributes) &&
  isSameList(a.renews, b.renews);

/** Compares what only reports see of two spans: the stated term, and the event that states it. */
const isSameStatement = (a: StoredSpan, b: StoredSpan): boolean =>
  a.seq === b.seq &&
  a.term.start === b.term.start &&
  a.term.end === b.term.end &&
  a.term.autoRenew === b.term.autoRenew &&
  a.term.anchor === b.term.anchor;

/** The span of each of these days. Both are in order, so every span is looked at once and not once a day. */
const spansOn = (spans: readonly StoredSpan[], days: readonly CivilDate[]): readonly (StoredSpan | undefined)[] => {
  let at = 0;
  return days.map((day) => {
    for (let to = spans[at]?.to; to !== undefined && to !== null && to <= day; to = spans[at]?.to) at += 1;
    const span = spans[at];
    return span !== undefined && span.from <= day ? span : undefined;
  });
};

type Compared = (a: StoredSpan, b: StoredSpan) => boolean;

/** All days of these spans, which are in order. This is the common case, because most folded contracts are new. */
const allDays = (spans: readonly StoredSpan[]): Span | null => {
  const [first, last] = [spans[0], spans.at(-1)];
  return first === undefined || last === undefined ? null : { start: first.from, end: last.to };
};

const bounds = (spans: readonly StoredSpan[]): readonly CivilDate[] =>
  spans.flatMap(({ from, to }) => (to === null ? [from] : [from, to]));

type Spans = readonly StoredSpan[];

/** The shortest run of days that holds every day on which the two differ; null if they are alike. */
const differingDays = (before: Spans, after: Spans, isSame: Compared): Span | null => {
  if (before.length === 0) return allDays(after);
  const days = [...new Set([...bounds(before), ...bounds(after)])].toSorted();
  const [was, is] = [spansOn(before, days), spansOn(after, days)];
  const differing = days.map((_, i) => {
    const [a, b] = [was[i], is[i]];
    return a !== b && (a === undefined || b === undefined || !isSame(a, b));
  });
  const start = days[differing.indexOf(true)];
  return start === undefined ? null : { start, end: days[differing.lastIndexOf(true) + 1] ?? null };
};

/** The shortest run of days that holds every day on which a snapshot sees a difference; null if there is none. */
export const differingSpanDays = (before: Spans, after: Spans): Span | null => differingDays(before, after, isSameSpan);

/** The same for the stated terms and the events that state them, which only reports see. */
export const differingStatementDays = (before: Spans, after: Spans): Span | null =>
  differingDays(before, after, isSameStatement);

const chargeContent = ({ date, amount, currency, customerId }: StoredCharge): string =>
  JSON.stringify([date, amount, currency, customerId]);

/** The same for one-time charges, each of which counts on its date. */
export const differingChargeDays = (before: readonly StoredCharge[], after: readonly StoredCharge[]): Span | null => {
  const left = new Map<string, { date: CivilDate; count: number }>();
  const add = (charges: readonly StoredCharge[], count: number): void => {
    for (const charge of charges) {
      const key = chargeContent(charge);
      left.set(key, { date: charge.date, count: (left.get(key)?.count ?? 0) + count });
    }
  };
  add(before, -1);
  add(after, 1);
  const dates = [...left.values()].filter(({ count }) => count !== 0).map(({ date }) => date);
  const [first, ...rest] = dates;
  return first === undefined
    ? null
    : { start: rest.reduce(earlier, first), end: addDays(rest.reduce(later, first), 1) };
};

type Owner = Pick<StoredEntry, 'from' | 'customerId'>;

/** The owners of a contract with their first days. A contract of one customer is always that customer's, also cancelled. */
const ownersIn = (timeline: readonly Owner[]): readonly Owner[] => {
  const first = timeline.find(({ customerId }) => customerId !== null);
  const isOfOne = timeline.every(({ customerId }) => customerId === null || customerId === first?.customerId);
  if (isOfOne) return first === undefined ? [] : [first];
  return timeline.filter(({ customerId }, i) => i === 0 || customerId !== timeline[i - 1]?.customerId);
};

const isSameOwner = (a: Owner | undefined, b: Owner | undefined): boolean =>
  a?.from === b?.from && a?.customerId === b?.customerId;

/**
 * The same for the owner of the contract, active or not, because a booking or a one-time line belongs to the owner on
 * the day on which it is measured. Null if both states have the same one owner throughout.
 */
export const differingOwnerDays = (before: readonly Owner[], after: readonly Owner[]): Span | null => {
  const [was, is] = [ownersIn(before), ownersIn(after)];
  if (was.length === 1 && is.length === 1 && was[0]?.customerId === is[0]?.customerId) return null;
  const longer = was.length > is.length ? was : is;
  const same = longer.findIndex((_, i) => !isSameOwner(was[i], is[i]));
  if (same === -1) return null;
  const starts = [was[same], is[same]].flatMap((owner) => (owner === undefined ? [] : [owner.from]));
  const [start, ...others] = starts;
  let end: CivilDate | null = null;
  for (let i = 1; i <= longer.length && isSameOwner(was.at(-i), is.at(-i)); i += 1) end = was.at(-i)?.from ?? null;
  return start === undefined ? null : { start: others.reduce(earlier, start), end };
};

/** The shortest run of days that holds both. */
export const hull = (a: Span | null, b: Span | null): Span | null => {
  if (a === null || b === null) return a ?? b;
  return { start: earlier(a.start, b.start), end: a.end === null || b.end === null ? null : later(a.end, b.end) };
};
