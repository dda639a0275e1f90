import type { FxRate } from '@app/domain';
import type { IncomingBatch, IncomingRecord } from '../incoming.ts';
import type { RefusedRecord } from '../ingest/ingest-store.ts';
import type { StoredRates } from '../store/books.ts';

export type StagedRate = Readonly<{ record: IncomingRecord; rate: FxRate }>;

/** A batch of rates, read and validated; nothing of it is stored yet. */
export type StagedRates = Omit<IncomingBatch, 'records'> &
  Readonly<{ rates: readonly StagedRate[]; refused: readonly RefusedRecord[] }>;

export type RatesResult = StoredRates & Readonly<{ refused: readonly RefusedRecord[] }>;

export abstract class RateStore {
  /** Stores what the batch brings that is still to be done, and its progress, in one transaction. */
  abstract ingest(batch: StagedRates): Promise<RatesResult>;
  /** All of them, by currency and date. */
  abstract list(): Promise<readonly FxRate[]>;
}
