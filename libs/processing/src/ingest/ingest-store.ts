import type { MergedEvent } from '@app/domain';
import type { Refusal, WireEvent } from '@app/wire';
import type { BatchOutcome, IncomingBatch, IncomingRecord } from '../incoming.ts';
import type { LedgerRow } from '../ledger-row.ts';

/**
 * What the store is told of an event besides the record itself. Its data are let go once they are checked: many events
 * are in work at once, and the collector would carry all that was parsed of them from one generation to the next.
 */
export type EventMark = Pick<
  WireEvent,
  'kind' | 'type' | 'mode' | 'id' | 'source' | 'time' | 'recordedAt' | 'subject' | 'contractId'
> &
  Readonly<{
    /** What a merge of customers says; null for an event of a contract. */
    merged: MergedEvent | null;
  }>;

/** An event that passed validation, with the record that brought it. */
export type StagedEvent = Readonly<{ record: IncomingRecord; event: EventMark }>;

export type RefusedRecord = Readonly<{ record: IncomingRecord; refusal: Refusal }>;

/** A batch, read and validated; nothing of it is stored yet. */
export type StagedBatch = Omit<IncomingBatch, 'records'> &
  Readonly<{
    events: readonly StagedEvent[];
    refused: readonly RefusedRecord[];
    /** Positions of records with a key and no value, which are passed over. */
    tombstones: readonly bigint[];
  }>;

/** Decides of an event whose identity is taken: the same content again, or another one. */
export type JudgeRepeat = (known: LedgerRow, again: IncomingRecord) => Refusal | null;

export type IngestResult = Readonly<{
  accepted: BatchOutcome['accepted'];
  repeated: number;
  refused: readonly RefusedRecord[];
  /** Tombstones. */
  passedOver: number;
  alreadyDone: number;
}>;

/** Takes batches into the ledger, each in one transaction, exactly once. */
export abstract class IngestStore {
  abstract ingest(batch: StagedBatch, judge: JudgeRepeat): Promise<IngestResult>;
}
