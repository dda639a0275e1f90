import type { CivilDate } from '@app/domain';
import type { TakenDays } from '@app/processing';
import { dateFrom, nullableDate } from '../contracts/stored-dates.ts';
import type { Querying } from '../database/database.ts';
import { StoreNotOpenedError } from '../database/store-not-opened-error.ts';
import { FIRST_DAY } from '../snapshots/take/take.sql.ts';

/**
 * The last day taken, the first day on which any contract is active, and the horizon. Until the next take, the days of
 * the last one stay known, also if a change has since moved the first active day behind them.
 */
const TAKEN_DAYS = `
SELECT as_of::text, least(first_day_taken, (${FIRST_DAY}))::text AS first_day, horizon::text
FROM store`;

type DaysRow = Readonly<{ as_of: string | null; first_day: string | null; horizon: string }>;

/**
 * The days between which a store has snapshots, and the horizon, up to which it keeps the spans of renewing contracts.
 */
export const takenDays = async (store: Querying): Promise<TakenDays & Readonly<{ horizon: CivilDate }>> => {
  const [row] = await store.query<DaysRow>(TAKEN_DAYS);
  if (row === undefined) throw new StoreNotOpenedError();
  return {
    asOf: nullableDate(row.as_of),
    firstActiveDay: nullableDate(row.first_day),
    horizon: dateFrom(row.horizon),
  };
};
