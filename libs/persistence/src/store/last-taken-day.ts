import type { CivilDate } from '@app/domain';
import { nullableDate } from '../contracts/stored-dates.ts';
import type { Database } from '../database/database.ts';

/** The last day of which snapshots were taken; null before the first. */
export const lastTakenDay = async (database: Database): Promise<CivilDate | null> => {
  const [row] = await database.query<{ as_of: string | null }>('SELECT as_of::text FROM store');
  return nullableDate(row?.as_of ?? null);
};
