import { type Database, lastTakenDay, partitionsCatchingUp } from '@app/persistence';

/** How far the books are: the day of the last take, and whether closed periods wait for records that are still to be read. */
export const dataState = async (database: Database): Promise<unknown> => ({
  as_of: await lastTakenDay(database),
  is_catching_up: (await partitionsCatchingUp(database)).length > 0,
});
