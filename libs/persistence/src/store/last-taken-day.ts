import type { CivilDate } from '@app/domain';
import { nullableDate } from '../contracts/stored-dates.ts';
import type { Querying } from '../database/database.ts';

/** The day of the last take; null before the first. */
export const lastTakenDay = async (store: Querying): Promise<CivilDate | null> => {
  const [row] = await store.query<{ as_of: string | null }>('SELECT as_of::text FROM store');
  return nullableDate(row?.as_of ?? null);
};
