import { setImmediate as nextTurn } from 'node:timers/promises';
import { isRefusal, isTombstone, mergedEvent, readEvent, type WireEvent } from '@app/wire';
import type { IncomingBatch } from './incoming-batch.ts';
import type { EventMark, RefusedRecord, StagedBatch, StagedEvent } from './ingest-store.ts';

/** About 2 ms of work. */
const RECORDS_A_TURN = 250;

const markOf = (event: WireEvent): EventMark => {
  const { kind, type, mode, id, source, time, recordedAt, subject, contractId } = event;
  const merged = event.kind === 'merged' ? mergedEvent(event) : null;
  return { kind, type, mode, id, source, time, recordedAt, subject, contractId, merged };
};

/** Reads every record. A bad one is refused, which does not stop the others; a tombstone is passed over. */
const staged = async ({ records, ...batch }: IncomingBatch): Promise<StagedBatch> => {
  const events: StagedEvent[] = [];
  const refused: RefusedRecord[] = [];
  const tombstones: bigint[] = [];
  for (const [i, record] of records.entries()) {
    if (i > 0 && i % RECORDS_A_TURN === 0) await nextTurn();
    if (isTombstone(record)) {
      tombstones.push(record.position);
      continue;
    }
    const read = record.untranslated ?? readEvent(record);
    if (isRefusal(read)) refused.push({ record, refusal: read });
    else events.push({ record, event: markOf(read) });
  }
  return { ...batch, events, refused, tombstones };
};

/**
 * Reads batches one after the other, yielding in between, so the store works on one while the next is read. Read
 * without yielding, the batches of all partitions came to the database together: it was idle two fifths of the time,
 * and the processor was idle afterwards.
 */
export class BatchReader {
  #last: Promise<unknown> = Promise.resolve();

  read(batch: IncomingBatch): Promise<StagedBatch> {
    const read = this.#last.then(() => staged(batch));
    this.#last = read.catch(() => undefined);
    return read;
  }
}
