export const SETTINGS = `
SELECT name, setting FROM pg_settings WHERE name IN ('server_version_num', 'fsync', 'full_page_writes',
  'synchronous_commit', 'zero_damaged_pages', 'ignore_checksum_failure', 'autovacuum', 'track_counts', 'wal_level')`;

/** Which of our embedded servers this is; null for a server that others run. */
export const EMBEDDED = `SELECT current_setting('acv.embedded', true) AS embedded`;

export const CONNECTIONS = `
SELECT
  (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')::int AS open,
  current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS most,
  (SELECT datconnlimit FROM pg_database WHERE datname = current_database()) AS "ofDatabase",
  (SELECT rolconnlimit FROM pg_roles WHERE rolname = current_user) AS "ofLogin"`;

/** Settings of this database, and of the roles of the store, their logins and of this login. */
export const ROLE_SETTINGS = `
SELECT role.rolname AS role, own.datname AS database,
  lower(split_part(given.setting, '=', 1)) AS name, substr(given.setting, strpos(given.setting, '=') + 1) AS value
FROM pg_db_role_setting AS stored
CROSS JOIN LATERAL unnest(stored.setconfig) AS given(setting)
LEFT JOIN pg_database AS own ON own.oid = stored.setdatabase
LEFT JOIN pg_roles AS role ON role.oid = stored.setrole
WHERE (stored.setdatabase = 0 OR own.datname = current_database())
  AND (stored.setrole = 0 OR role.rolname = current_user OR EXISTS (
    SELECT FROM pg_roles AS ours
    WHERE ours.rolname IN ('acv_writer', 'acv_reader') AND NOT role.rolsuper AND pg_has_role(role.oid, ours.oid, 'MEMBER')
  ))
ORDER BY role, database, name`;

export const DATABASE_STATE = `
SELECT pg_encoding_to_char(encoding) AS encoding, age(datfrozenxid)::int AS age,
  coalesce((SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()), 0)::int AS failures
FROM pg_database WHERE datname = current_database()`;

/** Tables of the store with many dead rows, or without autovacuum. */
export const TABLES_WITH_DEAD_ROWS = `
SELECT stat.relname AS name, stat.n_live_tup::float8 AS live, stat.n_dead_tup::float8 AS dead,
  coalesce(stat.last_autovacuum, stat.last_vacuum) AS vacuumed
FROM pg_stat_user_tables AS stat
WHERE stat.schemaname = current_schema() AND stat.relname = ANY($1)
  AND stat.n_dead_tup > 1000 AND stat.n_dead_tup > 0.5 * stat.n_live_tup
ORDER BY stat.n_dead_tup DESC`;

export const TABLES_WITHOUT_VACUUM = `
SELECT relname AS name FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relname = ANY($1)
  AND EXISTS (SELECT FROM unnest(reloptions) AS given(option) WHERE option IN ('autovacuum_enabled=false', 'autovacuum_enabled=off'))
ORDER BY relname`;

/** Slots that nobody reads, or that keep more than a gibibyte. A standby has no position to compare with. */
export const SLOTS = `
SELECT slot_name AS name, active, wal_status AS status,
  pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::float8 AS bytes
FROM pg_replication_slots
WHERE NOT pg_is_in_recovery() AND NOT temporary
  AND (NOT active OR pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn) > 1073741824)
ORDER BY slot_name`;

/** Whether this login sees what the sessions of other logins do. */
export const SEES_SESSIONS = `
SELECT quote_ident(current_user) AS login, pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') AS sees`;

/** Sessions of others in this database that are idle in a transaction for 2 s, or in any for a minute. */
export const OPEN_TRANSACTIONS = `
SELECT pid, usename AS login, application_name AS program, state,
  extract(epoch FROM clock_timestamp() - xact_start)::float8 AS seconds
FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
  AND application_name <> current_setting('application_name')
  AND xact_start IS NOT NULL
  AND (
    xact_start < clock_timestamp() - interval '10 minutes'
    OR application_name NOT LIKE 'acv-stream %' AND (
      xact_start < clock_timestamp() - interval '1 minute'
      OR state LIKE 'idle in transaction%' AND xact_start < clock_timestamp() - interval '2 seconds'
    )
  )
ORDER BY xact_start`;

export const PREPARED = `
SELECT gid, owner, extract(epoch FROM clock_timestamp() - prepared)::float8 AS seconds
FROM pg_prepared_xacts WHERE database = current_database() ORDER BY prepared`;

/** Locks of others on tables of the store, stronger than those of reading, and advisory ones. */
export const LOCKS = `
SELECT held.pid, holder.usename AS login, holder.application_name AS program, held.locktype AS kind,
  relation.relname AS name, string_agg(DISTINCT held.mode, ', ') AS modes
FROM pg_locks AS held
JOIN pg_stat_activity AS holder ON holder.pid = held.pid
LEFT JOIN pg_class AS relation ON held.locktype = 'relation' AND relation.oid = held.relation
WHERE held.granted AND holder.datname = current_database() AND holder.backend_type = 'client backend'
  AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND held.pid <> pg_backend_pid()
  AND holder.application_name NOT LIKE 'acv-stream %'
  AND (
    held.locktype = 'advisory'
    OR held.mode <> 'AccessShareLock' AND relation.relname = ANY($1) AND relation.relnamespace = current_schema()::regnamespace
  )
GROUP BY held.pid, holder.usename, holder.application_name, held.locktype, relation.relname
ORDER BY held.pid, relation.relname`;

/** Our sessions that have waited for a lock for $1 milliseconds, with the session that holds it. */
export const WAITS = `
SELECT own.application_name AS program, coalesce(waiting.relation::regclass::text, 'a row') AS what,
  extract(epoch FROM clock_timestamp() - waiting.waitstart)::float8 AS seconds,
  holder.pid AS holder, holder.usename AS login, holder.application_name AS "holdingProgram"
FROM pg_locks AS waiting
JOIN pg_stat_activity AS own ON own.pid = waiting.pid
CROSS JOIN LATERAL unnest(pg_blocking_pids(waiting.pid)) AS blocking(pid)
JOIN pg_stat_activity AS holder ON holder.pid = blocking.pid
WHERE NOT waiting.granted AND own.datname = current_database() AND own.application_name LIKE 'acv-stream %'
  AND waiting.waitstart < clock_timestamp() - $1 * interval '1 ms'
ORDER BY waiting.waitstart
LIMIT 20`;

/** Milliseconds since 1970. */
export const CLOCK = `SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now`;
