import { Database, DATABASE_DEFAULTS, PostgresBooks } from '@app/persistence';
import { type PolicyAtHand, storedPolicyAtHand } from '@app/processing';
import { retryExternalFailures } from './external-failures.ts';
import type { ServiceContext } from './service-context.ts';
import { assertUpToDate, StoreNotReadyError } from './store-not-ready.ts';

export type ReaderGroup = Readonly<{ url: string; poolSize: number; statementTimeoutMs: number }>;

/** A store that is only read. */
export type BooksToRead = Readonly<{ database: Database; at: PolicyAtHand }>;

/** The policy of a store whose schema is up to date. Throws `StoreNotReadyError` before another process has opened it. */
export const policyToRead = async (database: Database): Promise<PolicyAtHand> => {
  await assertUpToDate(database);
  const at = await storedPolicyAtHand(new PostgresBooks(database));
  if (at === null) throw new StoreNotReadyError('the store has no policy yet: start a service on it, or fill it');
  return at;
};

/** Waits for the database, and until another process has migrated its schema and opened the store. Writes nothing. */
export const readBooks = async (
  reader: ReaderGroup,
  { readiness, logger, metrics, ending }: ServiceContext,
): Promise<BooksToRead> => {
  const within = { readiness, logger, metrics, signal: ending, maxWaitMs: 3_000 };
  readiness.down('database', 'not connected yet');
  const database = await retryExternalFailures('database', within, () =>
    Database.connect({ ...DATABASE_DEFAULTS, ...reader, isReadOnly: true }),
  );
  readiness.watch('database', async () => {
    await database.queryAside('SELECT 1');
  });
  try {
    readiness.down('store', 'it is being opened');
    const at = await retryExternalFailures('store', within, () => policyToRead(database));
    readiness.up('store');
    return { database, at };
  } catch (error) {
    await database.close();
    throw error;
  }
};

/** Waits for the database, by the login of operators. */
export const connectOperator = (
  operator: ReaderGroup,
  { readiness, logger, metrics, ending }: ServiceContext,
): Promise<Database> =>
  retryExternalFailures('operator database', { readiness, logger, metrics, signal: ending, maxWaitMs: 3_000 }, () =>
    Database.connect({ ...DATABASE_DEFAULTS, ...operator }),
  );
