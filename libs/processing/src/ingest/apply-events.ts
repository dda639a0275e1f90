import { idConflict, isRefusal, readEvent, type Refusal, sameContent, storedEvent } from '@app/wire';
import type { IncomingBatch, IncomingRecord, Origin } from './incoming-batch.ts';
import type { LedgerRow } from './ledger-row.ts';
import type {
  IngestResult,
  IngestStore,
  RefusedRecord,
  StagedBatch,
  StagedEvent,
  TranslatedBy,
} from './ingest-store.ts';
import type { PayloadTranslation } from '../translate/payload-translation.ts';
import { BatchReader } from './batch-reader.ts';

/**
 * The same event counts once. The first accepted content of an identity is kept (definitions, section 1). A payload that
 * another translator or config read before may have become another event then, which is no conflict.
 */
export const judgeRepeat = (
  stored: LedgerRow,
  record: IncomingRecord,
  storedBy: TranslatedBy | null,
): Refusal | null => {
  const { payload } = record;
  const isReadOtherwise =
    payload !== undefined &&
    storedBy !== null &&
    (payload.translator.configId !== storedBy.configId || payload.translator.version !== storedBy.version);
  if (isReadOtherwise) return null;
  const again = readEvent(record);
  if (isRefusal(again)) return again;
  return sameContent(storedEvent(stored), again) ? null : idConflict(again);
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

/** The outcomes of the records of a batch that is committed. */
export type AppliedBatch = Omit<IngestResult, 'refused'> &
  Readonly<{
    /** By refusal code. */
    refused: Readonly<Record<string, number>>;
    refusedRecords: readonly RefusedRecord[];
    /** The latest `time` of a valid event, in seconds since 1970. Null: the batch has none. */
    latestEventTime: number | null;
  }>;

/** Applies records to the ledger: new events, repeated ones, refused ones. */
export class ApplyEvents {
  private readonly reader = new BatchReader();

  constructor(
    private readonly ledger: IngestStore,
    /** How the records of an origin become events; null: they are events. */
    private readonly translationOf: (origin: Origin) => PayloadTranslation | null = () => null,
  ) {}

  /** Reads, translates and validates a batch. Stores nothing. */
  read(batch: IncomingBatch): Promise<StagedBatch> {
    return this.reader.read(batch, this.translationOf(batch.origin));
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

  /** Reads, validates and stores a batch. */
  async apply(batch: IncomingBatch): Promise<AppliedBatch> {
    return this.store(await this.read(batch));
  }
}
