import { Decimal, type FxRate } from '@app/domain';
import type { Querying } from '../database/database.ts';
import { dateFrom } from '../contracts/stored-dates.ts';

const STORED_RATES = `
-- All rates of exchange, of which the domain chooses those of each day (definitions, section 6). By the primary key.
SELECT currency, date::text, rate::text FROM fx_rate ORDER BY currency, fx_rate.date`;

type RateRow = Readonly<{ currency: string; date: string; rate: string }>;

/** Every rate of the store, in the order of currency and date. */
export const storedRates = async (store: Querying): Promise<readonly FxRate[]> => {
  const rows = await store.query<RateRow>(STORED_RATES);
  return rows.map(({ currency, date, rate }) => ({ currency, date: dateFrom(date), rate: new Decimal(rate) }));
};
