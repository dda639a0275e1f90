import { isTombstone, readEvent, type Refusal, type WireEvent } from '@app/wire';
import type { Origin } from '../ingest/incoming-batch.ts';
import type { ReplaySource } from '../replay/replay-source.ts';

/** A record that was read: an event or its refusal. `file` is null for the ledger of a store. */
export type CheckedRecord = Readonly<{ file: string | null; line: number; read: WireEvent | Refusal }>;

/** Records in their order. `shareRead` is the part of the source read up to their end; null: not known. */
export type CheckedBatch = Readonly<{ records: readonly CheckedRecord[]; shareRead: number | null }>;

/** The events to check: of files, or of a store's ledger. */
export type CheckSource = AsyncIterable<CheckedBatch>;

const nameOf = (origin: Origin): string => (origin.kind === 'file' ? origin.file : origin.topic);

/** The events of files, read and validated as a replay does. Tombstones are passed over. */
export async function* checkedFiles(source: ReplaySource): AsyncGenerator<CheckedBatch> {
  for await (const { batch, shareRead } of source) {
    const file = nameOf(batch.origin);
    const records = batch.records
      .filter((record) => !isTombstone(record))
      .map((record) => ({ file, line: Number(record.position), read: readEvent(record) }));
    yield { records, shareRead };
  }
}
