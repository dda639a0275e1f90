import type { MergedEvent } from '@app/domain';
import type { FormatName, Refusal, WireEvent } from '@app/wire';
import type { IncomingBatch, IncomingRecord } from './incoming-batch.ts';
import type { LedgerRow } from './ledger-row.ts';

/**
 * The fields of an event that the store needs besides the record itself. The parsed event is released after validation:
 * many events are in work at once, and the garbage collector would copy all of their data between generations.
 */
export type EventMark = Pick<
  WireEvent,
  'kind' | 'type' | 'mode' | 'id' | 'source' | 'time' | 'recordedAt' | 'subject' | 'contractId'
> &
  Readonly<{
    /** The content of a merge of customers. Null for an event of a contract. */
    merged: MergedEvent | null;
  }>;

/** An event that passed validation, with the record that brought it. */
export type StagedEvent = Readonly<{ record: IncomingRecord; event: EventMark }>;

/** The system whose payload a record is; `csv`: a row of a sheet; `rate`: an exchange rate. */
export type RecordFormat = FormatName | 'csv' | 'rate';

/** `format` is absent if the record is an event. */
export type RefusedRecord = Readonly<{ record: IncomingRecord; refusal: Refusal; format?: RecordFormat }>;

/** A batch that was read and validated. Nothing of it is stored yet. */
export type StagedBatch = Omit<IncomingBatch, 'records'> &
  Readonly<{
    events: readonly StagedEvent[];
    refused: readonly RefusedRecord[];
    /** Positions of records that say no event although nothing is wrong with them: tombstones and ignored payloads. */
    passedOver: readonly bigint[];
  }>;

/** The translator of a stored event's payload. */
export type TranslatedBy = Readonly<{ version: number; configId: string }>;

/**
 * Judges a record whose identity is already in the ledger: null for the same content, a refusal for another one.
 * `storedBy` is null if the stored event was no payload.
 */
export type JudgeRepeat = (stored: LedgerRow, again: IncomingRecord, storedBy: TranslatedBy | null) => Refusal | null;

/** The outcomes of the records of a batch. Only accepted ones change the ledger. */
export type IngestResult = Readonly<{
  accepted: Readonly<Record<'created' | 'amended' | 'cancelled' | 'merged', number>>;
  repeated: number;
  refused: readonly RefusedRecord[];
  /** Tombstones (records with a key and no value), and payloads that say no event. */
  passedOver: number;
  /** Records below the stored progress, which an earlier owner of the partition has processed. */
  alreadyDone: number;
}>;

/** The port of the ledger. */
export abstract class IngestStore {
  /** Stores the batch, its dead letters and the progress after it in one transaction, exactly once. */
  abstract ingest(batch: StagedBatch, judge: JudgeRepeat): Promise<IngestResult>;
}
