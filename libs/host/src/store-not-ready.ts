import { type Database, missingMigrations, stillToMove } from '@app/persistence';

/** Another process has to prepare the store first. Its SQLSTATE makes it an external failure, so it is waited for. */
export class StoreNotReadyError extends Error {
  override readonly name = 'StoreNotReadyError';
  readonly code = '57P03';
}

/** Throws `StoreNotReadyError` if the schema is out of date, or if rows of a former release are still to be moved. */
export const assertUpToDate = async (database: Database): Promise<void> => {
  const missing = await missingMigrations(database);
  if (missing.length > 0)
    throw new StoreNotReadyError(`the schema is not up to date: run acv migrate (missing: ${missing.join(', ')})`);
  const unmoved = await stillToMove(database);
  if (unmoved !== null) throw new StoreNotReadyError(`${unmoved}: run acv migrate`);
};
