import { readEvent, type Refusal, sameContent, storedEvent, type WireEvent } from '@app/wire';
import type { BatchOutcome, IncomingBatch, IncomingRecord } from '../incoming.ts';
import type { LedgerRow } from '../ledger-row.ts';
import type { EventMark, IngestStore, RefusedRecord, StagedBatch, StagedEvent } from '../ports/ingest-store.ts';

const isRefusal = (read: WireEvent | Refusal): read is Refusal => 'code' in read;

const markOf = (event: WireEvent): EventMark => {
  const { kind, type, mode, id, source, time, recordedAt, subject, contractId } = event;
  return { kind, type, mode, id, source, time, recordedAt, subject, contractId };
};

/** Reads every record; a bad one is refused and stops nothing. */
const staged = ({ records, ...batch }: IncomingBatch): StagedBatch => {
  const events: StagedEvent[] = [];
  const refused: RefusedRecord[] = [];
  for (const record of records) {
    const read = readEvent(record);
    if (isRefusal(read)) refused.push({ record, refusal: read });
    else events.push({ record, event: markOf(read) });
  }
  return { ...batch, events, refused };
};

/** The same event again counts once; the first accepted content of an identity stands (definitions, section 1). */
const judgeRepeat = (known: LedgerRow, record: IncomingRecord): Refusal | null => {
  const again = readEvent(record);
  if (isRefusal(again)) return again;
  return sameContent(storedEvent(known), again)
    ? null
    : {
        code: 'id_conflict',
        field: 'id',
        message: `id ${again.id} of source ${again.source} was accepted before with other content`,
      };
};

const countByCode = (refused: readonly RefusedRecord[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { refusal } of refused) counts[refusal.code] = (counts[refusal.code] ?? 0) + 1;
  return counts;
};

const latestEventTime = (events: readonly StagedEvent[]): number | null =>
  events.reduce<number | null>(
    (latest, { event }) => (latest === null || event.recordedAt.seconds > latest ? event.recordedAt.seconds : latest),
    null,
  );

/** What became of a batch, with the refused records themselves. */
export type AppliedBatch = BatchOutcome & Readonly<{ refusedRecords: readonly RefusedRecord[] }>;

/** Takes records into the ledger, whatever they bring: new events, repeated ones, refused ones. */
export class ApplyEvents {
  constructor(private readonly store: IngestStore) {}

  async apply(batch: IncomingBatch): Promise<AppliedBatch> {
    const read = staged(batch);
    const { accepted, repeated, refused, alreadyDone } = await this.store.ingest(read, judgeRepeat);
    return {
      accepted,
      repeated,
      refused: countByCode(refused),
      refusedRecords: refused,
      alreadyDone,
      latestEventTime: latestEventTime(read.events),
    };
  }
}
