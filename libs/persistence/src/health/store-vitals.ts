import type { Querying } from '../database/database.ts';

/** What Postgres says of the store: its tables, and the sessions of its database. */
export type StoreVitals = Readonly<{
  tables: readonly Readonly<{ table: string; bytes: number; deadRows: number }>[];
  sessions: readonly Readonly<{ state: string; sessions: number }>[];
  /** How long the oldest open transaction has lasted, in seconds; 0 if there is none. */
  oldestTransactionSeconds: number;
}>;

/** Bytes include indexes and long values. The sizes are asked of the files, and dead rows are an estimate of Postgres. */
const TABLES = `
SELECT relname AS table, pg_total_relation_size(relid)::float8 AS bytes, n_dead_tup::float8 AS "deadRows"
FROM pg_stat_user_tables
WHERE schemaname = current_schema()
ORDER BY relname COLLATE "C"`;

/** The state of a session of another login can be hidden; it counts as hidden then. */
const SESSIONS = `
SELECT coalesce(state, 'hidden') AS state, count(*)::int AS sessions,
  coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::float8 AS oldest
FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
GROUP BY 1
ORDER BY 1`;

export const readStoreVitals = async (store: Querying): Promise<StoreVitals> => {
  const tables = await store.query<StoreVitals['tables'][number]>(TABLES);
  const sessions = await store.query<Readonly<{ state: string; sessions: number; oldest: number }>>(SESSIONS);
  return { tables, sessions, oldestTransactionSeconds: Math.max(0, ...sessions.map(({ oldest }) => oldest)) };
};
