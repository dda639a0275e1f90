import type { LedgerRow, StagedBatch, StagedEvent } from '@app/processing';
import { bigintArray, textArray } from '../database/binary-array.ts';
import type { Transaction } from '../database/database.ts';
import { opening } from '../progress/locked-progress.ts';

/**
 * One call (see its migration), which locks nothing before all of its bytes have come: no timeout ends a client that is
 * frozen in the middle of them. The rows come in the order of their identities: two partitions with the same events cannot
 * deadlock.
 */
const APPEND = `
SELECT stored_offset::text, place, seq, source, id, type, mode, time, subject, value AS text
FROM append_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`;

type AppendedRow =
  | Readonly<{ stored_offset: string | null; place: null }>
  | (LedgerRow & Readonly<{ stored_offset: null; place: number }>);

/** What stands in the ledger under the identity of this event of the batch. */
export type Known = LedgerRow & Readonly<{ ordinal: number }>;

export type Appended = Readonly<{
  /** The partition's position as stored, null where nothing is known of it. */
  stored: bigint | null;
  /** Of the events from that position on: those whose identity was there before, in no order. */
  known: readonly Known[];
}>;

/** Events in a canonical order, so two batches with the same events cannot deadlock. */
export type SortedEvents = Readonly<{
  /** Which event of the batch each one is. */
  ordinals: readonly number[];
  /** Places of those whose identity stands before them too. */
  repeats: readonly number[];
  columns: readonly Buffer[];
}>;

const byIdentity = (a: StagedEvent, b: StagedEvent): number => {
  if (a.event.id !== b.event.id) return a.event.id < b.event.id ? -1 : 1;
  return a.event.source < b.event.source ? -1 : a.event.source === b.event.source ? 0 : 1;
};

const otherHeaders = ({ headers }: StagedEvent['record']): string | null => {
  const names = Object.keys(headers);
  return names.length === 0
    ? null
    : JSON.stringify(Object.fromEntries(names.map((name) => [name, headers[name]?.toString('base64')])));
};

/** What the value of a structured event says is not kept a second time: it was a twelfth of the ledger. */
const fromHeaders = ({ mode }: StagedEvent['event'], attribute: string | null): string | null =>
  mode === 'binary' ? attribute : null;

/** Sorted here: what is sorted already, as ids often are, costs little. Of an identity that stands twice the first is first. */
export const sortedEvents = (events: readonly StagedEvent[]): SortedEvents => {
  const rows = events.map((staged, ordinal) => ({ ...staged, ordinal })).sort(byIdentity);
  const isRepeat = (row: StagedEvent, place: number): boolean => {
    const before = rows[place - 1];
    return before !== undefined && byIdentity(before, row) === 0;
  };
  return {
    ordinals: rows.map(({ ordinal }) => ordinal),
    repeats: rows.flatMap((row, place) => (isRepeat(row, place) ? [place] : [])),
    columns: [
      bigintArray(rows.map(({ record }) => record.position)),
      textArray(rows.map(({ event }) => event.source)),
      textArray(rows.map(({ event }) => event.id)),
      textArray(rows.map(({ event }) => event.contractId)),
      textArray(rows.map(({ event }) => fromHeaders(event, event.type))),
      textArray(rows.map(({ event }) => event.mode)),
      textArray(rows.map(({ event }) => fromHeaders(event, event.time))),
      textArray(rows.map(({ event }) => fromHeaders(event, event.subject))),
      textArray(rows.map(({ record }) => otherHeaders(record))),
      textArray(rows.map(({ record }) => record.value)),
    ],
  };
};

/**
 * Appends the events of a batch that are neither done nor known, under the store's lock and that of the partition's row:
 * who comes second finds the batch done.
 */
export const appendEvents = async (
  { query }: Transaction,
  batch: StagedBatch,
  { ordinals, repeats, columns }: SortedEvents,
): Promise<Appended> => {
  const { origin, events, refused, tombstones } = batch;
  const passedOver = tombstones.map((position) => ({ record: { position } }));
  const partition = origin.kind === 'file' ? [null, null] : [origin.topic, origin.partition];
  const opens = opening(batch, [events, refused, passedOver]) ?? [null, null];
  const rows = await query<AppendedRow>(APPEND, [...partition, ...opens, repeats, ...columns]);
  const stored = rows.find(({ place }) => place === null)?.stored_offset ?? null;
  const known = rows.flatMap((row) => {
    const ordinal = row.place === null ? undefined : ordinals[row.place];
    return row.place === null || ordinal === undefined ? [] : [{ ...row, ordinal }];
  });
  return { stored: stored === null ? null : BigInt(stored), known };
};
