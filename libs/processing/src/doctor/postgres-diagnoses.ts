import type { Diagnosis } from './diagnosis.ts';

type Own = Readonly<Record<string, Diagnosis>>;

const error = { area: 'postgres', severity: 'error' } as const;
const warning = { area: 'postgres', severity: 'warning' } as const;
const note = { area: 'postgres', severity: 'note' } as const;

const MIGRATE = 'npm run --silent acv -- migrate';

export const POSTGRES_DIAGNOSES = {
  postgres_unreachable: {
    ...error,
    title: 'Postgres does not answer',
    todo: 'Start the server, or correct the address, the user or the password.',
    command: null,
  },
  server_too_old: {
    ...error,
    title: 'the server is older than Postgres 15',
    todo: 'Upgrade the server to Postgres 15 to 18.',
    command: null,
  },
  server_untested: {
    ...note,
    title: 'the server is newer than the versions that are tested',
    todo: 'Use Postgres 15 to 18, or try the upgrade on a copy first.',
    command: null,
  },
  encoding_not_utf8: {
    ...error,
    title: 'the database is not in UTF-8',
    todo: 'Make a database with the encoding UTF8, and load the events into it.',
    command: null,
  },
  no_store: {
    ...error,
    title: 'there are no books in this database',
    todo: 'Check the address and the search_path. A new store is filled by a processor or by acv replay.',
    command: null,
  },
  migration_missing: {
    ...error,
    title: 'the schema is older than the program',
    todo: 'Migrate the schema. Nothing else of the books is checked before.',
    command: MIGRATE,
  },
  schema_newer: {
    ...error,
    title: 'the schema is newer than the program',
    todo: 'Upgrade the program.',
    command: null,
  },
  role_missing: {
    ...error,
    title: 'a role of the store is missing',
    todo: 'Migrate as the owner of the store, which creates the roles. Then grant them to the logins again.',
    command: MIGRATE,
  },
  privilege_missing: {
    ...error,
    title: 'a role lacks a privilege that it needs',
    todo: 'Migrate as the owner of the store, which grants what is missing.',
    command: MIGRATE,
  },
  privilege_in_excess: {
    ...error,
    title: 'a role can change what only others may',
    todo: 'Revoke the privilege, and look for what was done with it.',
    command: null,
  },
  table_missing: {
    ...error,
    title: 'a table, view or function of the store is missing',
    todo: 'Restore the database from a backup, or load the events into a new store.',
    command: null,
  },
  index_missing: {
    ...error,
    title: 'an index of the store is missing or invalid',
    todo: 'Create it again, as in a new store.',
    command: null,
  },
  constraint_missing: {
    ...error,
    title: 'a constraint of the store is missing or was never validated',
    todo: 'Add it again, as in a new store. Look for rows that break it.',
    command: null,
  },
  ledger_unguarded: {
    ...error,
    title: 'the ledger is not protected against changes',
    todo: 'Switch the trigger on again, and refold all contracts with --all, which finds events that are gone.',
    command: 'ALTER TABLE ledger ENABLE TRIGGER ledger_append_only;',
  },
  table_altered: {
    ...warning,
    title: 'something was added to a table of the store that changes what is written or read',
    todo: 'Remove it: triggers, rules and row security of others change or hide rows.',
    command: null,
  },
  table_unlogged: {
    ...error,
    title: 'a table does not survive a crash',
    todo: 'Make it logged.',
    command: null,
  },
  not_durable: {
    ...error,
    title: 'a crash of the server can lose or damage the books',
    todo: 'Correct the setting and restart the server.',
    command: null,
  },
  autovacuum_off: {
    ...warning,
    title: 'nobody removes dead rows',
    todo: 'Switch autovacuum on again.',
    command: 'ALTER SYSTEM SET autovacuum = on; SELECT pg_reload_conf();',
  },
  wal_level_low: {
    ...warning,
    title: 'the server writes too little to its log for a backup or a standby',
    todo: 'Set wal_level to replica and restart the server.',
    command: "ALTER SYSTEM SET wal_level = 'replica';",
  },
  setting_hostile: {
    ...warning,
    title: 'a role or the database has a setting that hurts the services',
    todo: 'Reset it. It counts for sessions that are opened from then on.',
    command: null,
  },
  setting_overridden: {
    ...note,
    title: 'a role or the database has a setting that the services override',
    todo: 'Reset it if other programs read the store: they may read dates, times or names in another way.',
    command: null,
  },
  connections_few: {
    ...warning,
    title: 'there are too few connections',
    todo: 'Raise the limit, lower DATABASE_POOL_SIZE, or end sessions that nobody needs.',
    command: null,
  },
  data_corrupt: {
    ...error,
    title: 'the server has read damaged pages',
    todo: 'Stop all services, copy the data folder, and restore a backup. Look at the disk.',
    command: null,
  },
  dead_rows: {
    ...warning,
    title: 'a table has many dead rows',
    todo: 'Vacuum it. Look for what keeps autovacuum from it: an old transaction, a prepared one, a replication slot.',
    command: null,
  },
  wraparound_near: {
    ...warning,
    title: 'the oldest rows are many transactions old',
    todo: 'Vacuum the database before the server stops taking transactions.',
    command: 'VACUUM (FREEZE);',
  },
  disk_nearly_full: {
    ...warning,
    title: 'the disk of the server is nearly full',
    todo: 'Make room. A full disk stops all services until there is room again.',
    command: null,
  },
  slot_retains_wal: {
    ...warning,
    title: 'a replication slot keeps the log of the server',
    todo: 'Start its consumer again, or drop the slot if it is no longer needed.',
    command: null,
  },
  transaction_open: {
    ...warning,
    title: 'a transaction is open for long',
    todo: 'End it. It keeps dead rows, and a migration waits for it.',
    command: null,
  },
  transaction_prepared: {
    ...warning,
    title: 'a transaction is prepared and neither committed nor rolled back',
    todo: 'Commit it or roll it back. It keeps its locks, also over a restart.',
    command: null,
  },
  lock_held: {
    ...warning,
    title: 'somebody else holds a lock on a table of the store',
    todo: 'Let the session end, or end it: services wait for such locks.',
    command: null,
  },
  lock_advisory: {
    ...note,
    title: 'somebody holds an advisory lock in the database',
    todo: 'Nothing: no service takes or waits for one.',
    command: null,
  },
  lock_waited_for: {
    ...error,
    title: 'a service waits for a lock',
    todo: 'End the session that holds the lock.',
    command: null,
  },
} as const satisfies Own;
