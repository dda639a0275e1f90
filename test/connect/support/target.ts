import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Pool } from 'pg';
import { root } from '../../e2e/support/compose.ts';
import { emptyDatabase, type PostgresService } from '../../services/postgres.ts';
import { BY_KEY, byKey, type Rows } from './rows.ts';

const TABLES = ['snapshot', 'contract', 'keep-the-highest'].map((name) =>
  readFileSync(join(root, 'deploy/connect/tables', `${name}.sql`), 'utf8'),
);

const WAITING = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

const CUT = `
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'PostgreSQL JDBC Driver'`;

/** A database with the tables of `deploy/connect`. */
export type Target = Readonly<{
  url: string;
  /** The rows of a table by key, without their numbers. */
  rows(table: string): Promise<Rows>;
  /** The number of each row. */
  numbers(table: string): Promise<ReadonlyMap<string, bigint>>;
  /** Keeps every writer of this key waiting until the returned function is called. */
  hold(key: string): Promise<() => Promise<void>>;
  /** Ends the connections of the sinks. */
  cut(): Promise<void>;
  /** Whether a writer waits. */
  isWaitedFor(): Promise<boolean>;
  close(): Promise<void>;
}>;

export const openTarget = async (postgres: PostgresService): Promise<Target> => {
  const database = await emptyDatabase(postgres);
  const pool = new Pool({ connectionString: database.url, max: 3 });
  // Dropping the database cuts idle connections of the pool, which then emit errors.
  pool.on('error', () => undefined);
  await pool.query(TABLES.join('\n'));
  const holder = new Client({ connectionString: database.url });
  await holder.connect();
  return {
    url: database.url,
    rows: async (table) =>
      byKey((await pool.query(`SELECT key, ${BY_KEY(`to_jsonb(t) - 'key' - 'ce_sequence'`)} FROM ${table} AS t`)).rows),
    numbers: async (table) => {
      const { rows } = await pool.query<{ key: string; number: string }>(
        `SELECT key, ce_sequence::text AS number FROM ${table}`,
      );
      return new Map(rows.map(({ key, number }) => [key, BigInt(number)]));
    },
    hold: async (key) => {
      await holder.query('BEGIN');
      await holder.query(
        `INSERT INTO acv_snapshot (key, ce_sequence, grain, period, dimension, segment) VALUES ($1, 0, '', '', '', '')`,
        [key],
      );
      return async () => {
        await holder.query('ROLLBACK');
      };
    },
    cut: async () => {
      await pool.query(CUT);
    },
    isWaitedFor: async () => (await pool.query(WAITING)).rows.length > 0,
    close: async () => {
      await Promise.all([pool.end(), holder.end()]);
      await database.drop();
    },
  };
};
