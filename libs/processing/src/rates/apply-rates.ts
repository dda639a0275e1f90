import { isRefusal, readRate } from '@app/wire';
import type { IncomingBatch } from '../ingest/incoming-batch.ts';
import type { RefusedRecord } from '../ingest/ingest-store.ts';
import type { RatesResult, RateStore, StagedRate, StagedRates } from './rate-store.ts';

/** Reads every record. A bad one is refused, which does not stop the others. */
const staged = ({ records, ...batch }: IncomingBatch): StagedRates => {
  const rates: StagedRate[] = [];
  const refused: RefusedRecord[] = [];
  for (const record of records) {
    const read = readRate(record);
    if (isRefusal(read)) refused.push({ record, refusal: read, format: 'rate' });
    else rates.push({ record, rate: read });
  }
  return { ...batch, rates, refused };
};

/** Applies exchange rates from a topic. The last one of a currency and date counts. */
export class ApplyRates {
  constructor(private readonly store: RateStore) {}

  /** Reads, validates and stores a batch in one transaction. */
  async apply(batch: IncomingBatch): Promise<RatesResult> {
    return this.store.ingest(staged(batch));
  }
}
