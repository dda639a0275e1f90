import { Database, DATABASE_DEFAULTS, longLockWait, missingMigrations, PostgresBooks } from '@app/persistence';
import type { Clock } from '@app/platform';
import { type Books, openStore, type PolicyAtHand } from '@app/processing';
import { retryExternalFailures } from './external-failures.ts';
import type { GivenFiles } from './files/given-files.ts';
import type { ServiceContext } from './service-context.ts';
import { assertUpToDate } from './store-not-ready.ts';
import { todayIn } from './today.ts';

export type DatabaseGroup = Readonly<{
  url: string;
  poolSize: number;
  migration: 'allowed' | 'forbidden';
  idleInTransactionMs?: number;
}>;

export type OpenBooks = Readonly<{ database: Database; books: Books; at: PolicyAtHand }>;

const bringUpToDate = async (database: Database, migration: DatabaseGroup['migration']): Promise<void> => {
  if (migration === 'allowed' && (await missingMigrations(database)).length > 0) await database.migrate();
  await assertUpToDate(database);
};

const underPolicy = async (books: Books, { policy, rates }: GivenFiles, clock: Clock): Promise<PolicyAtHand> => {
  const at = await openStore(books, policy, todayIn(policy?.timezone ?? 'UTC', clock));
  if (rates.length > 0) await books.storeRates(rates);
  return at;
};

/** Waits for the database, migrates its schema and opens the store under its policy. */
export const openBooks = async (
  { migration, ...connection }: DatabaseGroup,
  files: GivenFiles,
  { readiness, logger, metrics, clock, ending }: ServiceContext,
): Promise<OpenBooks> => {
  const within = { readiness, logger, metrics, signal: ending, maxWaitMs: 3_000 };
  readiness.down('database', 'not connected yet');
  const database = await retryExternalFailures('database', within, () =>
    Database.connect({ ...DATABASE_DEFAULTS, ...connection }),
  );
  readiness.watch('database', async () => {
    await database.queryAside('SELECT 1');
  });
  readiness.watch('locks', async () => {
    const wait = await longLockWait(database);
    if (wait !== null) throw new Error(wait);
  });
  try {
    readiness.down('store', 'its schema is being migrated');
    await retryExternalFailures('store', within, () => bringUpToDate(database, migration));
    readiness.down('store', 'it is being opened');
    const books = new PostgresBooks(database);
    const at = await retryExternalFailures('store', within, () => underPolicy(books, files, clock));
    readiness.up('store');
    return { database, books, at };
  } catch (error) {
    await database.close();
    throw error;
  }
};
