import { parseCivilDate } from '@app/domain';
import { type Database, PostgresBooks } from '@app/persistence';
import { civilDateIn } from '@app/platform';
import { CalculationDiffersError, NotReportedError, openStore, type PolicyAtHand } from '@app/processing';
import { upToDate, withGivenDatabase } from './given-database.ts';
import { UsageError } from './usage-error.ts';

export type KnownStore = Readonly<{ database: Database; at: PolicyAtHand }>;

/**
 * The policy of a store that has books, valued by this program's calculation. Throws `UsageError` where it has none, or where
 * it has to be migrated or restated first.
 */
export const policyAtHand = async (database: Database): Promise<PolicyAtHand> => {
  await upToDate(database);
  const books = new PostgresBooks(database);
  const today = parseCivilDate(civilDateIn('UTC', new Date()));
  // A report must not open a store: that would settle by which policy it is valued.
  if (today === null || (await books.storedPolicy()) === null) throw new UsageError('there are no books in this store');
  try {
    return await openStore(books, null, today);
  } catch (error) {
    throw error instanceof CalculationDiffersError ? new UsageError(error.message) : error;
  }
};

/** Runs a report on a store that has books, under their policy. Throws `UsageError`. */
export const withKnownStore = async <T>(url: string, report: (store: KnownStore) => Promise<T>): Promise<T> => {
  try {
    return await withGivenDatabase(url, async (database) => report({ database, at: await policyAtHand(database) }));
  } catch (error) {
    throw error instanceof NotReportedError ? new UsageError(error.message) : error;
  }
};
