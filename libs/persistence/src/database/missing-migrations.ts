import { MIGRATIONS } from '../migrations/migrations.ts';
import type { Database } from './database.ts';

/** The store was written by a newer version of the program. */
export class NewerSchemaError extends Error {
  constructor(readonly unknown: readonly string[]) {
    super(`the store has a newer schema than this program knows: ${unknown.join(', ')}`);
    this.name = 'NewerSchemaError';
  }
}

const APPLIED = `
SELECT name FROM schema_migration ORDER BY id`;

const HAS_TABLE = `SELECT to_regclass('schema_migration') IS NOT NULL AS has_table`;

const applied = async (database: Database): Promise<readonly string[]> => {
  const [row] = await database.query<{ has_table: boolean }>(HAS_TABLE);
  if (row?.has_table !== true) return [];
  return (await database.query<{ name: string }>(APPLIED)).map(({ name }) => name);
};

/** The migrations that are still to be applied. Throws `NewerSchemaError` where the store is ahead of the program. */
export const missingMigrations = async (database: Database): Promise<readonly string[]> => {
  const known = MIGRATIONS.map((migration) => new migration().name);
  const there = await applied(database);
  const unknown = there.filter((name) => !known.some((of) => of === name));
  if (unknown.length > 0) throw new NewerSchemaError(unknown);
  return known.filter((name) => !there.includes(name));
};
