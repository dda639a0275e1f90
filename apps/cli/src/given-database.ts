import { Database, DATABASE_DEFAULTS, missingMigrations } from '@app/persistence';
import { Option } from 'commander';
import { UsageError } from './usage-error.ts';

/** The store, named on the command line or where the services find it. */
export const databaseOption = (): Option =>
  new Option('--database-url <url>', 'the Postgres that holds the books').env('DATABASE_URL').makeOptionMandatory();

/** Runs `work` on the store. Its schema is the services' concern and `acv migrate`'s. */
export const withGivenDatabase = async <T>(url: string, work: (database: Database) => Promise<T>): Promise<T> => {
  const database = await Database.connect({ ...DATABASE_DEFAULTS, url });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
};

/** Throws `UsageError` where the schema is older than the program. */
export const upToDate = async (database: Database): Promise<void> => {
  const missing = await missingMigrations(database);
  if (missing.length > 0) throw new UsageError('the schema is not up to date: run acv migrate first');
};
