import fc from 'fast-check';
import { type Day, plusDays, plusMonths } from './calendar.ts';
import type { Span } from './random-days.ts';
import { contractDiscounts, linesIn, termFrom } from './random-terms.ts';
import type { WireEvent, WireLine, WireTerm, WireTerms } from './wire.ts';

export const CUSTOMERS = ['cus-1', 'cus-2', 'cus-3', 'cus-4'] as const;
export const CONTRACTS = ['sub-a', 'sub-b', 'sub-c', 'sub-d', 'sub-e', 'sub-f', 'sub-g', 'sub-h'] as const;

type Drawn = Omit<WireTerms, 'contract_id' | 'effective_date' | 'version'>;

const attributes = fc.constantFrom<Readonly<Record<string, string>>[]>(
  {},
  { tier: 'a' },
  { tier: 'a', channel: 'web' },
  { tier: 'b', region: 'emea' },
  { tier: '', segment: 'x' },
);

const renews = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  { weight: 2, arbitrary: fc.uniqueArray(fc.constantFrom(...CONTRACTS), { minLength: 1, maxLength: 2 }) },
);

const optionalDay = (day: fc.Arbitrary<Day>) => fc.option(day, { nil: null, freq: 2 });

/** Terms that start before, on or after the day from which they are to count. */
const termsIn = (day: fc.Arbitrary<Day>): fc.Arbitrary<Drawn> =>
  fc
    .tuple(day, fc.constantFrom(0, 0, 0, -3, -1, 1))
    .chain(([start, shift]) => termFrom(plusMonths(start, shift)))
    .chain((term) =>
      fc.record({
        customer_id: fc.constantFrom(...CUSTOMERS),
        currency: fc.constantFrom('USD', 'USD', 'USD', 'EUR', 'JPY'),
        term: fc.constant(term),
        lines: linesIn(term, day),
        discounts: contractDiscounts(term),
        attributes,
        renews,
        opened_date: optionalDay(day),
        closed_date: optionalDay(day),
      }),
    );

const KINDS = [
  ...(['created', 'amended', 'changed', 'changed', 'handed over', 'handed over', 'renewed', 'renewed'] as const),
  ...(['restated', 'paused', 'cancelled', 'cancelled', 'renews'] as const),
] as const;

type Kind = (typeof KINDS)[number];

/** An event as a change to the terms stated before it. */
type Step = Readonly<{
  kind: Kind;
  terms: Drawn;
  effective: Day;
  minutes: number;
  source: string;
  version: number;
  reason: string | null;
  /** Days from the end of the old term to the signing of a renewal; negative before the end. */
  shift: number;
  /** The first event takes effect when its term starts. */
  isPrompt: boolean;
}>;

const stepIn = (day: fc.Arbitrary<Day>): fc.Arbitrary<Step> =>
  fc.record({
    kind: fc.constantFrom(...KINDS),
    terms: termsIn(day),
    effective: day,
    minutes: fc.integer({ min: 0, max: 3 }),
    source: fc.constantFrom('/billing', '/billing', '/billing', '/billing/eu'),
    version: fc.integer({ min: 0, max: 4 }),
    reason: fc.constantFrom('price', 'competitor', null),
    shift: fc.constantFrom(-45, -10, 0, 0, 1, 20),
    isPrompt: fc.constantFrom(true, true, true, false),
  });

/** Leaves out an end that would be before its line's start in the new term. */
const linesFor = (lines: readonly WireLine[], term: WireTerm): readonly WireLine[] =>
  lines.map(({ end = null, ...line }) => ({
    ...line,
    ...(line.per === 'term' && term.end === null ? { per: 'month' } : {}),
    ...(end !== null && end > (line.start ?? term.start) ? { end } : {}),
  }));

const nextTerm = (term: WireTerm): WireTerm => {
  const start = term.end ?? plusMonths(term.start, 12);
  return { start, end: plusMonths(start, 12), auto_renew: term.auto_renew ?? false };
};

const withTerm = (terms: Drawn, term: WireTerm, lines: readonly WireLine[]): Drawn => ({
  ...terms,
  term,
  lines: linesFor(lines, term),
});

type Stated = Readonly<{ terms: Drawn; effective: Day }>;

/** The terms that a step states, given those stated before, and the event's effective date. */
const statedIn = ({ kind, terms, effective, shift, isPrompt }: Step, before: Drawn | null, { first }: Span): Stated => {
  if (before === null) {
    const onStart = terms.term.start < first ? first : terms.term.start;
    return { terms, effective: isPrompt ? onStart : effective };
  }
  switch (kind) {
    case 'changed':
      return { terms: { ...withTerm(before, before.term, terms.lines), currency: terms.currency }, effective };
    case 'handed over':
      return { terms: { ...before, customer_id: terms.customer_id }, effective };
    case 'renewed': {
      const term = nextTerm(before.term);
      const signed = plusDays(term.start, shift);
      return { terms: withTerm(before, term, terms.lines), effective: signed < first ? first : signed };
    }
    case 'renews':
      return { terms: { ...before, renews: terms.renews ?? [] }, effective };
    case 'restated':
      return { terms: { ...before, lines: before.lines.toReversed(), attributes: terms.attributes ?? {} }, effective };
    case 'paused':
      return { terms: { ...before, lines: [] }, effective };
    case 'created':
    case 'amended':
    case 'cancelled':
      return { terms, effective };
  }
};

export const timeOf = (minutes: number): string => {
  const minute = String(minutes).padStart(2, '0');
  // Instants are written in three ways.
  if (minutes % 3 === 0) return `2025-01-01T09:${minute}:00Z`;
  return minutes % 3 === 1 ? `2025-01-01T10:${minute}:00+01:00` : `2025-01-01T09:${minute}:00.000000001Z`;
};

type Versions = 'none' | 'some' | 'all';

const versionOf = (versions: Versions, index: number, { version }: Step): Readonly<{ version?: number }> =>
  versions === 'all' || (versions === 'some' && index % 2 === 0) ? { version } : {};

/** Records the steps roughly in this order: sometimes two times are equal or reversed. */
const recorded = (steps: readonly Step[]): readonly Step[] =>
  steps.map((step, i) => ({ ...step, minutes: i * 2 + step.minutes }));

/** Sorts the effective dates, so that no step takes effect before the previous one. */
const orderly = (steps: readonly Step[]): readonly Step[] => {
  const days = steps.map(({ effective }) => effective).toSorted();
  return steps.map((step, i) => ({ ...step, effective: days[i] ?? step.effective }));
};

export type History = Readonly<{ steps: readonly Step[]; versions: Versions; isCreationMissing: boolean }>;

/** The first step takes effect early in the book, so that later periods have something to compare with. */
export const historyIn = (day: fc.Arbitrary<Day>, early: fc.Arbitrary<Day>): fc.Arbitrary<History> =>
  fc.record({
    steps: fc
      .tuple(stepIn(early), fc.array(stepIn(day), { maxLength: 4 }), fc.boolean())
      .map(([one, others, isOrderly]) => recorded(isOrderly ? orderly([one, ...others]) : [one, ...others])),
    versions: fc.constantFrom<Versions[]>('none', 'none', 'some', 'all'),
    isCreationMissing: fc.constantFrom(false, false, false, false, true),
  });

const envelope = (contract: string, index: number, { source, minutes }: Step) => ({
  specversion: '1.0',
  // Ids do not sort like the steps.
  id: `${contract}-${(index * 7) % 10}`,
  source,
  time: timeOf(minutes),
  subject: contract,
});

/** The events of a contract. Each is derived from the terms stated before it. */
export const eventsOf = (contract: string, { steps, versions, isCreationMissing }: History, span: Span) => {
  let before: Drawn | null = null;
  return steps.map((step, index): WireEvent => {
    const head = envelope(contract, index, step);
    const own = { contract_id: contract, ...versionOf(versions, index, step) };
    if (step.kind === 'cancelled' && index > 0) {
      const reason = step.reason === null ? {} : { reason: step.reason };
      const data = { ...own, effective_date: step.effective, ...reason };
      return { ...head, type: 'subscription.cancelled', data };
    }
    const { terms, effective } = statedIn(step, before, span);
    before = terms;
    const isCreation = (index === 0 && !isCreationMissing) || (index > 0 && step.kind === 'created');
    const renewed = [terms.renews ?? []].flat().filter((id) => id !== contract);
    const data = { ...own, effective_date: effective, ...terms, renews: renewed };
    return { ...head, type: isCreation ? 'subscription.created' : 'subscription.amended', data };
  });
};
