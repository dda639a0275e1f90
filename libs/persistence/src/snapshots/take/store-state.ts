import type { StoreState } from '@app/processing';
import { nullableDate } from '../../contracts/stored-dates.ts';
import type { Querying } from '../../database/database.ts';
import { StoreNotOpenedError } from '../../database/store-not-opened-error.ts';
import { REPORTED_PERIODS } from './revisions.sql.ts';
import { STATE } from './take.sql.ts';

type StateRow = Readonly<{
  as_of: string | null;
  calc_version: string | null;
  first_day: string | null;
  first_day_taken: string | null;
  catching_up: boolean;
}>;
/** The last day taken, and what decides which periods are stale. */
export const storeState = async (store: Querying): Promise<StoreState> => {
  const [row] = await store.query<StateRow>(STATE);
  if (row === undefined) throw new StoreNotOpenedError();
  return {
    asOf: nullableDate(row.as_of),
    calcVersion: row.calc_version,
    firstActiveDay: nullableDate(row.first_day),
    firstActiveDayTaken: nullableDate(row.first_day_taken),
    isCatchingUp: row.catching_up,
  };
};

/** The periods that have been reported, by `periodKey`. */
export const reportedPeriods = async (store: Querying): Promise<ReadonlySet<string>> => {
  const rows = await store.query<{ grain: string; period: string }>(REPORTED_PERIODS);
  return new Set(rows.map(({ grain, period }) => `${grain}|${period}`));
};
