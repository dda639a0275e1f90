import { Decimal, type FxRate } from '@app/domain';
import { RateStore, type RatesResult, type StagedRates } from '@app/processing';
import { dateFrom } from '../contracts/stored-dates.ts';
import type { Database } from '../database/database.ts';
import { shareStore } from '../database/locks.ts';
import { advanceProgress, lockProgress } from '../progress/locked-progress.ts';
import { writeRefused } from '../ingest/write-refused.ts';
import { storeRates } from './store-rates.ts';

/** By primary key. */
const RATES = `SELECT currency, date::text, rate::text FROM fx_rate ORDER BY currency, date`;

/** Of each currency and date the last: a statement can update a row only once. */
const lastOfEach = (rates: readonly FxRate[]): readonly FxRate[] => [
  ...new Map(rates.map((rate) => [`${rate.currency}|${rate.date}`, rate])).values(),
];

/** Rates replace each other by currency and date; the row of the partition's progress makes that happen once each. */
export class PostgresRateStore extends RateStore {
  constructor(private readonly database: Database) {
    super();
  }

  async ingest(batch: StagedRates): Promise<RatesResult> {
    const { origin } = batch;
    if (origin.kind === 'file') throw new Error('a file of rates has no progress: it is stored as a whole');
    return this.database.transaction('READ COMMITTED', async (transaction) => {
      await shareStore(transaction);
      const from = await lockProgress(transaction, batch, [batch.rates, batch.refused]);
      const todo = batch.rates.filter(({ record }) => record.position >= from);
      const stored = await storeRates(transaction.query, lastOfEach(todo.map(({ rate }) => rate)));
      const bad = batch.refused.filter(({ record }) => record.position >= from);
      const refused = await writeRefused(transaction, origin, bad);
      await advanceProgress(transaction, batch);
      return { ...stored, refused };
    });
  }

  async list(): Promise<readonly FxRate[]> {
    const rows = await this.database.query<{ currency: string; date: string; rate: string }>(RATES);
    return rows.map(({ currency, date, rate }) => ({ currency, date: dateFrom(date), rate: new Decimal(rate) }));
  }
}
