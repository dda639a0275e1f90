import { type DataSource, MigrationExecutor } from 'typeorm';
import type { Querying } from './database.ts';
import { codeOf, LOCK_NOT_AVAILABLE } from './error-code.ts';
import { createRoles, grantPrivileges, missingPrivileges } from './grant-privileges.ts';
import { makeAnalystViews, needsNoAnalystViews } from './make-analyst-views.ts';
import { missingMigrations } from './missing-migrations.ts';
import { inTransaction } from './session.ts';

/** Creates the table of applied migrations as TypeORM does, because it is locked before TypeORM looks for it. */
const OPEN_MIGRATIONS = `
DO $$ BEGIN
  IF to_regclass('schema_migration') IS NULL THEN
    CREATE TABLE schema_migration (id serial PRIMARY KEY, timestamp bigint NOT NULL, name varchar NOT NULL);
  END IF;
EXCEPTION WHEN duplicate_table OR duplicate_object OR unique_violation THEN NULL;
END $$`;

/** Conflicts with itself, and neither with readers nor with the rows that migrations insert. */
const LOCK_MIGRATIONS = 'LOCK TABLE schema_migration IN SHARE UPDATE EXCLUSIVE MODE';

/**
 * A migration that waits for the open transaction of a reader makes all later work wait behind it. So it gives up soon.
 */
const WAIT_BRIEFLY = `SET LOCAL lock_timeout = '5s'`;

/** Somebody keeps a table of the store locked. The cause has the SQLSTATE by which it is tried again. */
class MigrationBlockedError extends Error {
  override readonly name = 'MigrationBlockedError';

  constructor(cause: Error) {
    super(
      'the schema was not migrated, and nothing was changed: for 5 s another session kept a table locked, ' +
        'perhaps by a long query of a reader; end it, or try again later',
      { cause },
    );
  }
}

/** Whether nothing is left to migrate, so that a start locks nothing. */
const isUpToDate = async (store: Querying): Promise<boolean> =>
  (await missingMigrations(store)).length === 0 &&
  (await missingPrivileges(store)).length === 0 &&
  (await needsNoAnalystViews(store));

/**
 * Brings the schema up to date, the roles and their privileges, and the views for analysts. If several programs start at
 * once, one migrates; the others wait and find it done. Returns the number of privileges that were missing.
 */
export const migrateSchema = async (source: DataSource, store: Querying): Promise<number> => {
  await createRoles(store);
  if (await isUpToDate(store)) return 0;
  await store.query(OPEN_MIGRATIONS);
  const runner = source.createQueryRunner();
  try {
    return await inTransaction(runner, 'READ COMMITTED', async (transaction) => {
      await transaction.query(LOCK_MIGRATIONS);
      await transaction.query(WAIT_BRIEFLY);
      await new MigrationExecutor(source, runner).executePendingMigrations();
      const granted = await grantPrivileges(transaction);
      await makeAnalystViews(transaction);
      return granted;
    });
  } catch (error) {
    const isBlocked = error instanceof Error && codeOf(error) === LOCK_NOT_AVAILABLE;
    throw isBlocked ? new MigrationBlockedError(error) : error;
  } finally {
    await runner.release();
  }
};
