import type { FxRate } from '@app/domain';
import type { StoredRates } from '@app/processing';
import type { Transaction } from '../database/database.ts';

/**
 * Stores the rates that are new or differ, notes them for the next take, counts the change of the rates, and both kinds; by primary key. `xmax`
 * is 0 in a row that the conflict did not update.
 */
const STORE_RATES = `
WITH given AS (
  SELECT * FROM unnest($1::text[], $2::date[], $3::numeric[]) AS given(currency, date, rate)
), written AS (
  INSERT INTO fx_rate AS stored (currency, date, rate)
  SELECT currency, date, rate FROM given ORDER BY currency, date
  ON CONFLICT (currency, date) DO UPDATE SET rate = excluded.rate WHERE stored.rate <> excluded.rate
  RETURNING currency, date, xmax = 0 AS is_new
), noted AS (
  INSERT INTO fx_change (currency, date) SELECT currency, date FROM written
), counted AS (
  INSERT INTO rate_version (version) SELECT 1 FROM written LIMIT 1
  ON CONFLICT (only_one) DO UPDATE SET version = rate_version.version + 1
)
SELECT (count(*) FILTER (WHERE is_new))::int AS added, (count(*) FILTER (WHERE NOT is_new))::int AS changed
FROM written`;

/** Stores rates, each (currency, date) at most once. New and changed rates make everything stale that they convert. */
export const storeRates = async ({ query }: Transaction, rates: readonly FxRate[]): Promise<StoredRates> => {
  const [row] = await query<StoredRates>(STORE_RATES, [
    rates.map(({ currency }) => currency),
    rates.map(({ date }) => date),
    rates.map(({ rate }) => rate.toFixed()),
  ]);
  return { added: row?.added ?? 0, changed: row?.changed ?? 0 };
};
