import type { ContractEvent, TermsEvent } from '@app/domain';
import { plusDays, plusMonths, latest, monthsUpTo, utc } from './naive-calendar.ts';

/** Sections 1 and 2 of the definitions, event by event. */

const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

const KINDS = ['created', 'amended', 'cancelled'];

const inRecordOrder = (events: readonly ContractEvent[]): readonly ContractEvent[] => {
  const hasVersions = events.every(({ version }) => version !== null);
  return events.toSorted(
    (a, b) =>
      (hasVersions ? Number(a.version) - Number(b.version) : 0) ||
      a.recordedAt.seconds - b.recordedAt.seconds ||
      a.recordedAt.nanos - b.recordedAt.nanos ||
      KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
      byCodePoint(a.id, b.id) ||
      byCodePoint(a.source, b.source),
  );
};

/** An event with the day on which it takes effect. */
export type Dated = Readonly<{ event: ContractEvent; from: string }>;

export const governingOf = (dated: readonly Dated[], day: string): Dated | undefined =>
  dated.findLast(({ from }) => from <= day);

export const coversDay = ({ start, end, autoRenew }: TermsEvent['term'], day: string, graceDays: number): boolean =>
  start <= day && (end === null || autoRenew || day < plusDays(end, graceDays));

export const isActiveUnder = (dated: Dated | undefined, day: string, graceDays: number): boolean =>
  dated !== undefined && dated.event.kind !== 'cancelled' && coversDay(dated.event.term, day, graceDays);

/** Every event with its effective day, in record order. */
export const datedEvents = (events: readonly ContractEvent[], graceDays: number): readonly Dated[] => {
  const dated: Dated[] = [];
  for (const event of inRecordOrder(events)) {
    const before = plusDays(event.effectiveDate, -1);
    const isEarlyRenewal =
      event.kind === 'amended' &&
      event.term.start > event.effectiveDate &&
      isActiveUnder(governingOf(dated, before), before, graceDays);
    dated.push({ event, from: isEarlyRenewal ? event.term.start : event.effectiveDate });
  }
  return dated;
};

const renewing = new WeakMap<TermsEvent, TermsEvent>();

/** In the days of grace after a term that does not renew, the event counts as one whose term renews. */
export const asOn = (event: TermsEvent, day: string): TermsEvent => {
  const { end, autoRenew } = event.term;
  if (autoRenew || end === null || day < end) return event;
  const renewed = renewing.get(event) ?? { ...event, term: { ...event.term, autoRenew: true } };
  renewing.set(event, renewed);
  return renewed;
};

/** A term in whole months of its anchor: the months from the anchor to its start, and its length. */
export const wholeMonths = ({ start, end, anchor }: TermsEvent['term']): { before: number; length: number } | null => {
  const [before, upToEnd] = [monthsUpTo(anchor, start), end === null ? null : monthsUpTo(anchor, end)];
  return before === null || upToEnd === null ? null : { before, length: upToEnd - before };
};

export type InForce = Readonly<{ start: string; end: string; anchor: string; isFirst: boolean }>;

export const termInForceOn = ({ term }: TermsEvent, day: string): InForce | null => {
  const { start, end, anchor } = term;
  if (end === null) return null;
  const months = wholeMonths(term);
  const days = utc(end) - utc(start);
  for (let k = 0; ; k += 1) {
    const bound = (n: number): string =>
      months === null ? plusDays(start, n * days) : plusMonths(anchor, months.before + n * months.length);
    if (day < bound(k + 1)) {
      return { start: bound(k), end: bound(k + 1), anchor: months === null ? bound(k) : anchor, isFirst: k === 0 };
    }
  }
};

/** The latest day up to `day` on which the currency changed. A cancellation has no currency. */
export const currencyChange = (dated: readonly Dated[], day: string): string | null => {
  let currency: string | null = null;
  let change: string | null = null;
  for (const from of [...new Set(dated.map((one) => one.from))].toSorted()) {
    if (from > day) break;
    const event = governingOf(dated, from)?.event;
    if (event === undefined || event.kind === 'cancelled') continue;
    if (currency !== null && event.currency !== currency) change = from;
    currency = event.currency;
  }
  return change;
};

const asText = (fields: object): string =>
  JSON.stringify(Object.entries(fields).toSorted(([a], [b]) => byCodePoint(a, b)));

/** The economic content of an event as text: equal for events that are economically the same. */
const contentOf = (event: ContractEvent): string | null => {
  if (event.kind === 'cancelled') return null;
  const lines = event.lines
    .filter((line) => line.kind === 'recurring' || line.kind === 'usage_commitment')
    .map(({ id: _, ...line }) => asText({ ...line, start: line.start ?? event.term.start, per: asText(line.per) }));
  return JSON.stringify([asText(event.term), event.currency, event.discounts.map(asText), lines.toSorted()]);
};

/** The first day of the unbroken run of days up to `day` with the same economic content. */
export const economicChange = (dated: readonly Dated[], day: string, notBefore: string): string => {
  const contentOn = (date: string): string | null | undefined => {
    const governing = governingOf(dated, date);
    return governing === undefined ? undefined : contentOf(governing.event);
  };
  let first = day;
  while (first > notBefore && contentOn(plusDays(first, -1)) === contentOn(day)) first = plusDays(first, -1);
  return latest(first, notBefore);
};
