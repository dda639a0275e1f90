import type { ContractId } from '@app/domain';
import type { LedgerRow, StagedBatch, StagedEvent } from '@app/processing';
import { bigintArray, textArray } from '../database/binary-array.ts';
import type { Transaction } from '../database/database.ts';
import { headersJson } from '../outbox/headers-json.ts';
import { eventsBySeq, mergesBySeq } from '../packs/read-packs.ts';
import { opening } from '../progress/locked-progress.ts';

/**
 * Appends a batch in one call (the function is in the migration "keep events in packs"). The call locks nothing before
 * all of its bytes have arrived, because no timeout ends a client that is frozen while it sends. The rows are in the
 * order of their identities, so two partitions with the same events cannot deadlock. `place` is an index into the
 * arrays, from 0.
 */
const APPEND_EVENTS = `
SELECT stored_offset::text, place AS row_index, seq, contract_id
FROM append_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`;

type AppendedRow =
  | Readonly<{ stored_offset: string | null; row_index: null }>
  | Readonly<{ stored_offset: null; row_index: number; seq: string; contract_id: ContractId | null }>;

/** The ledger's event with the identity of an event of the batch, whose index in the batch is `ordinal`. */
export type ExistingEvent = LedgerRow & Readonly<{ ordinal: number }>;

export type Appended = Readonly<{
  /** The partition's stored next offset; null if the store has no progress of the partition. */
  stored: bigint | null;
  /** The events from that offset on whose identity the ledger or the batch had before, in no order. */
  existing: readonly ExistingEvent[];
}>;

/** Events in a canonical order, so two batches with the same events cannot deadlock. */
export type SortedEvents = Readonly<{
  /** The index in the batch of each event. */
  ordinals: readonly number[];
  /** Indices of the events whose identity an earlier event has too. */
  repeats: readonly number[];
  columns: readonly Buffer[];
}>;

const byIdentity = (a: StagedEvent, b: StagedEvent): number => {
  if (a.event.id !== b.event.id) return a.event.id < b.event.id ? -1 : 1;
  return a.event.source < b.event.source ? -1 : a.event.source === b.event.source ? 0 : 1;
};

const otherHeaders = ({ headers }: StagedEvent['record']): string | null =>
  Object.keys(headers).length === 0 ? null : headersJson(headers);

/**
 * The attributes of a structured event are in its value, so columns leave them out: they were a twelfth of the ledger.
 */
const fromHeaders = ({ mode }: StagedEvent['event'], attribute: string | null): string | null =>
  mode === 'binary' ? attribute : null;

/**
 * Sorting costs little if ids already ascend, as they often do. It is stable: of equal identities the first comes
 * first.
 */
export const sortedEvents = (events: readonly StagedEvent[]): SortedEvents => {
  const rows = events.map((staged, ordinal) => ({ ...staged, ordinal })).sort(byIdentity);
  const isRepeat = (row: StagedEvent, index: number): boolean => {
    const before = rows[index - 1];
    return before !== undefined && byIdentity(before, row) === 0;
  };
  return {
    ordinals: rows.map(({ ordinal }) => ordinal),
    repeats: rows.flatMap((row, index) => (isRepeat(row, index) ? [index] : [])),
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

/** The stored events that the batch repeats, by their numbers. Asks only where there are some. */
const storedBySeq = async (
  transaction: Transaction,
  rows: readonly AppendedRow[],
): Promise<ReadonlyMap<number, LedgerRow>> => {
  const found = rows.filter((row) => row.row_index !== null);
  const merges = found.filter(({ contract_id }) => contract_id === null).map(({ seq }) => Number(seq));
  const wanted = found.flatMap(({ contract_id: contractId, seq }) =>
    contractId === null ? [] : [{ contractId, seq: Number(seq) }],
  );
  const events = [
    ...(await eventsBySeq(transaction, wanted, 'packs and queue')),
    ...(await mergesBySeq(transaction, merges)),
  ];
  return new Map(events.map((event) => [event.seq, event]));
};

/**
 * Appends the events of a batch that are new, under the store's lock and the lock of the partition's progress. A second
 * owner of the partition waits for that lock, and then finds the batch done.
 */
export const appendEvents = async (
  transaction: Transaction,
  batch: StagedBatch,
  { ordinals, repeats, columns }: SortedEvents,
): Promise<Appended> => {
  const { origin, events, refused } = batch;
  const passedOver = batch.passedOver.map((position) => ({ record: { position } }));
  const partition = origin.kind === 'file' ? [null, null] : [origin.topic, origin.partition];
  const opens = opening(batch, [events, refused, passedOver]) ?? [null, null];
  const parameters = [...partition, ...opens, repeats, ...columns];
  const rows = await transaction.query<AppendedRow>(APPEND_EVENTS, parameters);
  const stored = rows.find(({ row_index }) => row_index === null)?.stored_offset ?? null;
  const storedEvents = await storedBySeq(transaction, rows);
  const existing = rows.flatMap((row) => {
    const ordinal = row.row_index === null ? undefined : ordinals[row.row_index];
    if (row.row_index === null || ordinal === undefined) return [];
    const event = storedEvents.get(Number(row.seq));
    if (event === undefined) throw new Error(`number ${row.seq} of the ledger has no text: run acv doctor`);
    return [{ ...event, ordinal }];
  });
  return { stored: stored === null ? null : BigInt(stored), existing };
};
