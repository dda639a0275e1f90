import type { Refusal } from '@app/wire';
import type { EventPayload } from '../translate/payload-translation.ts';

/** A record as it came, from a topic or as a line of a file. Nothing in it is validated yet. */
export type IncomingRecord = Readonly<{
  /** The offset in the partition, or the number of the line in a file, from 1. */
  position: bigint;
  key: Buffer | null;
  value: Buffer | null;
  headers: Readonly<Record<string, Buffer>>;
  /** The reason why a record of another system could not be translated into events. */
  untranslated?: Refusal;
  /** Of an event that was translated from a payload: that payload. */
  payload?: EventPayload;
}>;

/**
 * The origin of records: a partition, whose progress the store keeps, or a file, where only the ids of events show that
 * they repeat.
 */
export type Origin =
  Readonly<{ kind: 'partition'; topic: string; partition: number }> | Readonly<{ kind: 'file'; file: string }>;

/** Records of one origin in ascending order of position. */
export type IncomingBatch = Readonly<{
  origin: Origin;
  records: readonly IncomingRecord[];
  /**
   * The offset that the batch continues, so that a store that was restored to an earlier one can refuse the batch. Null
   * if no progress is stored, and for a file.
   */
  follows: bigint | null;
  /** The position after the batch: the next offset to read. */
  nextPosition: bigint;
  /** The end of the log when the batch was fetched, that is its next offset to be written. Null for a file. */
  logEnd: bigint | null;
}>;
