import type { StoredEntry } from '@app/processing';
import { dateFrom, nullableDate } from './stored-dates.ts';

/** The first day, the number of the event and, if it is another day, the first day with the same economic content. */
type AsBeforeJson = readonly [string, number] | readonly [string, number, string];
/** Also the latest change of currency, the currency and the customer, if one of these differs from the entry before. */
type WholeJson = readonly [string, number, string, string | null, string | null, string | null];
type EntryJson = AsBeforeJson | WholeJson;

const isAsBefore = (before: StoredEntry, entry: StoredEntry): boolean =>
  before.currencySince === entry.currencySince &&
  before.currency === entry.currency &&
  before.customerId === entry.customerId;

const entryJson = (entry: StoredEntry, before: StoredEntry | undefined): EntryJson => {
  const { from, seq, economicSince, currencySince, currency, customerId } = entry;
  if (before === undefined || !isAsBefore(before, entry)) {
    return [from, seq, economicSince, currencySince, currency, customerId];
  }
  return economicSince === from ? [from, seq] : [from, seq, economicSince];
};

const isWhole = (entry: EntryJson): entry is WholeJson => entry.length === 6;

const entryFrom = (entry: EntryJson, before: StoredEntry | undefined): StoredEntry => {
  const [from, seq, economicSince = from] = entry;
  const when = { from: dateFrom(from), seq, economicSince: dateFrom(economicSince) };
  if (isWhole(entry)) {
    return { ...when, currencySince: nullableDate(entry[3]), currency: entry[4], customerId: entry[5] };
  }
  if (before === undefined) throw new Error('the first entry of a stored timeline is not whole');
  return { ...when, currencySince: before.currencySince, currency: before.currency, customerId: before.customerId };
};

/** Most entries differ from the one before only in day and event, and take a quarter of the room of a whole one. */
export const timelineText = (timeline: readonly StoredEntry[]): string =>
  JSON.stringify(timeline.map((entry, i) => entryJson(entry, timeline[i - 1])));

export const timelineFrom = (text: string): readonly StoredEntry[] => {
  const timeline: StoredEntry[] = [];
  for (const entry of JSON.parse(text) as readonly EntryJson[]) timeline.push(entryFrom(entry, timeline.at(-1)));
  return timeline;
};

/** The customer of a contract from each of these days on; null if it is cancelled. */
type OwnersJson = readonly (readonly [string, string | null])[];

/** The owners of a timeline that snapshots read; null if all of its terms are of one customer, as nearly always. */
export const ownersJson = (timeline: readonly StoredEntry[]): OwnersJson | null => {
  const customers = new Set(timeline.map(({ customerId }) => customerId).filter((customerId) => customerId !== null));
  if (customers.size < 2) return null;
  return timeline
    .filter(({ customerId }, i) => i === 0 || customerId !== timeline[i - 1]?.customerId)
    .map(({ from, customerId }) => [from, customerId]);
};
