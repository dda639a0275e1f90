import { idConflict, isRefusal, readEvent, type Refusal, sameContent, storedEvent } from '@app/wire';
import type { BatchOutcome, IncomingBatch, IncomingRecord } from '../incoming.ts';
import type { LedgerRow } from '../ledger-row.ts';
import type { IngestStore, RefusedRecord, StagedBatch, StagedEvent } from './ingest-store.ts';
import { BatchReader } from './batch-reader.ts';

/** The same event again counts once; the first accepted content of an identity stands (definitions, section 1). */
const judgeRepeat = (known: LedgerRow, record: IncomingRecord): Refusal | null => {
  const again = readEvent(record);
  if (isRefusal(again)) return again;
  return sameContent(storedEvent(known), again) ? null : idConflict(again);
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
  private readonly reader = new BatchReader();

  constructor(private readonly ledger: IngestStore) {}

  /** Reads and validates a batch, and stores nothing. */
  read(batch: IncomingBatch): Promise<StagedBatch> {
    return this.reader.read(batch);
  }

  /** Stores a batch that has been read, in one transaction. */
  async store(read: StagedBatch): Promise<AppliedBatch> {
    const { accepted, repeated, refused, passedOver, alreadyDone } = await this.ledger.ingest(read, judgeRepeat);
    return {
      accepted,
      repeated,
      refused: countByCode(refused),
      refusedRecords: refused,
      passedOver,
      alreadyDone,
      latestEventTime: latestEventTime(read.events),
    };
  }

  async apply(batch: IncomingBatch): Promise<AppliedBatch> {
    return this.store(await this.read(batch));
  }
}
