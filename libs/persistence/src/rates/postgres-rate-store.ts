import type { FxRate } from '@app/domain';
import { RateStore, type RatesResult, type StagedRates } from '@app/processing';
import type { Database } from '../database/database.ts';
import { shareStore } from '../database/locks.ts';
import { writeRefused } from '../ingest/write-refused.ts';
import { advanceProgress, lockProgress } from '../progress/locked-progress.ts';
import { storeRates } from './store-rates.ts';
import { storedRates } from './stored-rates.ts';

/** Keeps the last rate of each currency and date, because a statement can update a row only once. */
const lastOfEach = (rates: readonly FxRate[]): readonly FxRate[] => [
  ...new Map(rates.map((rate) => [`${rate.currency}|${rate.date}`, rate])).values(),
];

/**
 * A rate replaces the one of the same currency and date. The row of the partition's progress makes each batch count
 * once.
 */
export class PostgresRateStore extends RateStore {
  constructor(private readonly database: Database) {
    super();
  }

  async ingest(batch: StagedRates): Promise<RatesResult> {
    const { origin } = batch;
    if (origin.kind === 'file') throw new Error('rates of a file have no progress: store them with Books.storeRates');
    return this.database.transaction('READ COMMITTED', async (transaction) => {
      await shareStore(transaction);
      const from = await lockProgress(transaction, batch, [batch.rates, batch.refused]);
      const notDone = batch.rates.filter(({ record }) => record.position >= from);
      const stored = await storeRates(transaction, lastOfEach(notDone.map(({ rate }) => rate)));
      const bad = batch.refused.filter(({ record }) => record.position >= from);
      const refused = await writeRefused(transaction, origin, bad);
      await advanceProgress(transaction, batch);
      return { ...stored, refused };
    });
  }

  async list(): Promise<readonly FxRate[]> {
    return storedRates(this.database);
  }
}
