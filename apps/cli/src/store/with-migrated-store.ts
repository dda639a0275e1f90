import { type Database, startEmbeddedDatabase } from '@app/persistence';
import { withDatabase } from './with-database.ts';

/** Runs `work` on the given Postgres, or on an embedded one that is discarded afterwards. Migrates the schema first. */
export const withMigratedStore = async <T>(
  url: string | undefined,
  work: (database: Database) => Promise<T>,
): Promise<T> => {
  const migrated = async (database: Database): Promise<T> => {
    await database.migrate();
    return work(database);
  };
  if (url !== undefined) return withDatabase(url, migrated);
  const embedded = await startEmbeddedDatabase();
  try {
    return await withDatabase(embedded.url, migrated);
  } finally {
    await embedded.stop();
  }
};
