import type { CivilDate } from '@app/domain';
import type { TakenDays } from '@app/processing';
import { dateFrom, nullableDate } from '../contracts/stored-dates.ts';
import type { Querying } from '../database/database.ts';
import { StoreNotOpenedError } from '../database/store-not-opened-error.ts';

/** The last day taken, the first day on which any contract is active, and the horizon; one pass over the spans. */
const TAKEN_DAYS = `
SELECT as_of::text, (SELECT min(valid_from)::text FROM contract_span) AS first_day, horizon::text
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

/** The same days as of the last take, which costs one row. They differ where a change before the first day is not taken yet. */
const DAYS_TAKEN = `
SELECT as_of::text, coalesce(first_day_taken, (SELECT min(valid_from) FROM contract_span))::text AS first_day
FROM store`;

/** The days between which a store has snapshots, without a pass over the spans. */
export const daysTaken = async (store: Querying): Promise<TakenDays> => {
  const [row] = await store.query<Omit<DaysRow, 'horizon'>>(DAYS_TAKEN);
  if (row === undefined) throw new StoreNotOpenedError();
  return { asOf: nullableDate(row.as_of), firstActiveDay: nullableDate(row.first_day) };
};
