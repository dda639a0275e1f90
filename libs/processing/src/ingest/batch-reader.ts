import { setImmediate as nextTurn } from 'node:timers/promises';
import { isRefusal, isTombstone, mergedEvent, readEvent, type WireEvent } from '@app/wire';
import { type PayloadTranslation, translatedPayload } from '../translate/payload-translation.ts';
import type { IncomingBatch, IncomingRecord, Origin } from './incoming-batch.ts';
import type { EventMark, RefusedRecord, StagedBatch, StagedEvent } from './ingest-store.ts';

/** About 2 ms of work. */
const RECORDS_A_TURN = 250;

const markOf = (event: WireEvent): EventMark => {
  const { kind, type, mode, id, source, time, recordedAt, subject, contractId } = event;
  const merged = event.kind === 'merged' ? mergedEvent(event) : null;
  return { kind, type, mode, id, source, time, recordedAt, subject, contractId, merged };
};

type Outcomes = Readonly<{ events: StagedEvent[]; refused: RefusedRecord[] }>;

const readInto = ({ events, refused }: Outcomes, record: IncomingRecord): void => {
  const { untranslated } = record;
  const read = untranslated ?? readEvent(record);
  if (isRefusal(read))
    refused.push({ record, refusal: read, ...(untranslated === undefined ? {} : { format: 'csv' }) });
  else events.push({ record, event: markOf(read) });
};

/** Reads every record. A bad one is refused, which does not stop the others; a tombstone is passed over. */
const staged = async (
  { records, ...batch }: IncomingBatch,
  translation: PayloadTranslation | null,
): Promise<StagedBatch> => {
  const outcomes: Outcomes = { events: [], refused: [] };
  const passedOver: bigint[] = [];
  for (const [i, record] of records.entries()) {
    if (i > 0 && i % RECORDS_A_TURN === 0) await nextTurn();
    if (isTombstone(record)) passedOver.push(record.position);
    else if (translation === null) readInto(outcomes, record);
    else if (!translateInto(outcomes, record, { translation, origin: batch.origin })) passedOver.push(record.position);
  }
  return { ...batch, ...outcomes, passedOver };
};

/** Translates a payload. False: it says no event, and nothing is wrong with it. */
const translateInto = (
  { events, refused }: Outcomes,
  record: IncomingRecord,
  { translation, origin }: Readonly<{ translation: PayloadTranslation; origin: Origin }>,
): boolean => {
  const translated = translatedPayload(translation, record, origin.kind === 'file' ? origin.file : origin.topic);
  const { format } = translation.translator;
  if (translated.refused !== null) refused.push({ record, refusal: translated.refused, format });
  const payload = { record, translator: translation.translator, observed: translation.observed };
  for (const event of translated.events) {
    // The headers are of the payload, and would be taken for attributes of the event.
    const own = { ...record, value: Buffer.from(event.text), headers: {}, payload };
    events.push({ record: own, event: markOf(event) });
  }
  return translated.ignored === null;
};

/**
 * Reads batches one after the other, yielding in between, so the store works on one while the next is read. Read
 * without yielding, the batches of all partitions came to the database together: it was idle two fifths of the time,
 * and the processor was idle afterwards.
 */
export class BatchReader {
  #last: Promise<unknown> = Promise.resolve();

  /** `translation` null: the records are events. */
  read(batch: IncomingBatch, translation: PayloadTranslation | null = null): Promise<StagedBatch> {
    const read = this.#last.then(() => staged(batch, translation));
    this.#last = read.catch(() => undefined);
    return read;
  }
}
