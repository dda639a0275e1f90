import { isRefusal, readRate } from '@app/wire';
import type { IncomingBatch } from '../incoming.ts';
import type { RefusedRecord } from '../ingest/ingest-store.ts';
import type { RatesResult, RateStore, StagedRate, StagedRates } from './rate-store.ts';

/** Reads every record; a bad one is refused and stops nothing. */
const staged = ({ records, ...batch }: IncomingBatch): StagedRates => {
  const rates: StagedRate[] = [];
  const refused: RefusedRecord[] = [];
  for (const record of records) {
    const read = readRate(record);
    if (isRefusal(read)) refused.push({ record, refusal: read });
    else rates.push({ record, rate: read });
  }
  return { ...batch, rates, refused };
};

/** Takes exchange rates from a topic: of each currency and date the last one counts. */
export class ApplyRates {
  constructor(private readonly store: RateStore) {}

  async apply(batch: IncomingBatch): Promise<RatesResult> {
    return this.store.ingest(staged(batch));
  }
}
