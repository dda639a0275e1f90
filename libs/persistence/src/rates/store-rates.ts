import type { FxRate } from '@app/domain';
import type { StoredRates } from '@app/processing';
import type { Transaction } from '../database/database.ts';
import { STORE_RATES } from '../store/books.sql.ts';

/** Makes rates known, each (currency, date) at most once. What is new or differs makes stale what it touches. */
export const storeRates = async (query: Transaction['query'], rates: readonly FxRate[]): Promise<StoredRates> => {
  const [row] = await query<StoredRates>(STORE_RATES, [
    rates.map(({ currency }) => currency),
    rates.map(({ date }) => date),
    rates.map(({ rate }) => rate.toFixed()),
  ]);
  return { added: row?.added ?? 0, changed: row?.changed ?? 0 };
};
