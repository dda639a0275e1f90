import { type CivilDate, Decimal, type FxRate } from '@app/domain';
import type { TakenDays } from '@app/processing';
import { dateFrom, nullableDate } from '../contracts/stored-dates.ts';
import type { Transaction } from '../database/database.ts';
import { RATES_ALL } from '../snapshots/take/take.sql.ts';

const TAKEN_DAYS = `
SELECT as_of::text, (SELECT min(valid_from)::text FROM contract_span) AS first_day, horizon::text FROM store`;

type DaysRow = Readonly<{ as_of: string | null; first_day: string | null; horizon: string }>;

/** The days between which a store has snapshots, and how far ahead it knows its contracts. */
export const takenDays = async ({ query }: Transaction): Promise<TakenDays & Readonly<{ horizon: CivilDate }>> => {
  const [row] = await query<DaysRow>(TAKEN_DAYS);
  if (row === undefined) throw new Error('the store was never opened');
  return {
    asOf: nullableDate(row.as_of),
    firstActiveDay: nullableDate(row.first_day),
    horizon: dateFrom(row.horizon),
  };
};

/** All rates of the store. */
export const allRates = async ({ query }: Transaction): Promise<readonly FxRate[]> => {
  const rows = await query<{ currency: string; date: string; rate: string }>(RATES_ALL);
  return rows.map(({ currency, date, rate }) => ({ currency, date: dateFrom(date), rate: new Decimal(rate) }));
};
