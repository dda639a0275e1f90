import { Database, DATABASE_DEFAULTS } from '@app/persistence';

/** Runs `work` on a database, whatever its schema, and closes the connections afterwards. */
export const withDatabase = async <T>(url: string, work: (database: Database) => Promise<T>): Promise<T> => {
  const database = await Database.connect({ ...DATABASE_DEFAULTS, url });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
};
