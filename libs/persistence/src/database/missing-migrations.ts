import { MIGRATIONS } from '../migrations/migrations.ts';
import type { Querying } from './database.ts';

/** A newer version of the program migrated the store. */
export class NewerSchemaError extends Error {
  override readonly name = 'NewerSchemaError';

  constructor(readonly unknown: readonly string[]) {
    super(`upgrade this program: the store has a newer schema than this program knows: ${unknown.join(', ')}`);
  }
}

const APPLIED_MIGRATIONS = 'SELECT name FROM schema_migration ORDER BY id';

const HAS_MIGRATION_TABLE = `SELECT to_regclass('schema_migration') IS NOT NULL AS has_table`;

const appliedMigrations = async (database: Querying): Promise<readonly string[]> => {
  const [row] = await database.query<{ has_table: boolean }>(HAS_MIGRATION_TABLE);
  if (row?.has_table !== true) return [];
  return (await database.query<{ name: string }>(APPLIED_MIGRATIONS)).map(({ name }) => name);
};

const OURS: readonly string[] = MIGRATIONS.map((migration) => new migration().name);

/** Throws `NewerSchemaError` if one of the applied migrations is not known to this program. */
export const assertKnown = (applied: readonly string[]): void => {
  const unknown = applied.filter((name) => !OURS.includes(name));
  if (unknown.length > 0) throw new NewerSchemaError(unknown);
};

/**
 * Names of the migrations that the store still needs. Throws `NewerSchemaError` if the store is ahead of the program.
 */
export const missingMigrations = async (database: Querying): Promise<readonly string[]> => {
  const applied = await appliedMigrations(database);
  assertKnown(applied);
  return OURS.filter((name) => !applied.includes(name));
};
