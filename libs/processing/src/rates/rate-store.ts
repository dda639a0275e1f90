import type { FxRate } from '@app/domain';
import type { IncomingBatch, IncomingRecord } from '../ingest/incoming-batch.ts';
import type { RefusedRecord } from '../ingest/ingest-store.ts';
import type { StoredRates } from '../store/books.ts';

export type StagedRate = Readonly<{ record: IncomingRecord; rate: FxRate }>;

/** A batch of rates that was read and validated. Nothing of it is stored yet. */
export type StagedRates = Omit<IncomingBatch, 'records'> &
  Readonly<{ rates: readonly StagedRate[]; refused: readonly RefusedRecord[] }>;

export type RatesResult = StoredRates & Readonly<{ refused: readonly RefusedRecord[] }>;

/** The port of the exchange rates. */
export abstract class RateStore {
  /** Stores the rates and dead letters of records at or above the progress, and advances it, in one transaction. */
  abstract ingest(batch: StagedRates): Promise<RatesResult>;
  /** All rates, by currency and date. */
  abstract list(): Promise<readonly FxRate[]>;
}
