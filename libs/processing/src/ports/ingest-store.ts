import type { Refusal, WireEvent } from '@app/wire';
import type { BatchOutcome, IncomingBatch, IncomingRecord } from '../incoming.ts';
import type { LedgerRow } from '../ledger-row.ts';

/** An event that passed validation, with the record that brought it. */
export type StagedEvent = Readonly<{ record: IncomingRecord; event: WireEvent }>;

export type RefusedRecord = Readonly<{ record: IncomingRecord; refusal: Refusal }>;

/** A batch, read and validated; nothing of it is stored yet. */
export type StagedBatch = Omit<IncomingBatch, 'records'> &
  Readonly<{ events: readonly StagedEvent[]; refused: readonly RefusedRecord[] }>;

/** Decides of an event whose identity is taken: the same content again, or another one. */
export type JudgeRepeat = (known: LedgerRow, again: WireEvent) => Refusal | null;

export type IngestResult = Readonly<{
  accepted: BatchOutcome['accepted'];
  repeated: number;
  refused: readonly RefusedRecord[];
  alreadyDone: number;
}>;

/** Takes batches into the ledger, each in one transaction, exactly once. */
export abstract class IngestStore {
  abstract ingest(batch: StagedBatch, judge: JudgeRepeat): Promise<IngestResult>;
}
