/** A privilege on a table or view, or on one column of a table. */
export type Privilege = Readonly<{
  role: (typeof ROLES)[number];
  privilege: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
  table: string;
  column?: string;
}>;

export const ROLES = ['acv_writer', 'acv_reader'] as const;

type Writing = Readonly<Partial<Record<Exclude<Privilege['privilege'], 'SELECT'>, true | string>>>;

/** Locks need a privilege that readers lack, and nothing is written. */
const LOCKED: Writing = { UPDATE: true };

const APPENDED: Writing = { INSERT: true };
const KEPT: Writing = { INSERT: true, UPDATE: true, DELETE: true };
const QUEUED: Writing = { INSERT: true, DELETE: true };
const READ: Writing = {};

/** Each table and view of the store, and what writers may do with it besides reading; a text names the one column. */
const TABLES: Readonly<Record<string, Writing>> = {
  booking: KEPT,
  change: { INSERT: true, UPDATE: 'take_id' },
  contract: KEPT,
  contract_set_aside: KEPT,
  contract_span: KEPT,
  customer: KEPT,
  customer_merge: KEPT,
  first_log_end: KEPT,
  fx_change: QUEUED,
  fx_rate: KEPT,
  ledger: APPENDED,
  mark: APPENDED,
  merge_gate: LOCKED,
  merge_version: KEPT,
  merged_customer: KEPT,
  missing_rates: READ,
  one_time_charge: KEPT,
  outbox: KEPT,
  payload: APPENDED,
  payload_event: APPENDED,
  progress: KEPT,
  rate_version: KEPT,
  refused: APPENDED,
  relay_lane: { INSERT: true, UPDATE: true },
  schema_migration: READ,
  shard: LOCKED,
  // Revisions of an open period are thinned out.
  snapshot: { INSERT: true, UPDATE: 'workings', DELETE: true },
  snapshot_current: READ,
  snapshotter: KEPT,
  store: KEPT,
  store_gate: LOCKED,
  take: { INSERT: true, UPDATE: 'duration_ms' },
  take_gate: LOCKED,
  translation_config: APPENDED,
  unfolded: QUEUED,
};

/** The tables and views of a migrated store. */
export const RELATIONS: readonly string[] = Object.keys(TABLES);

const written = (table: string, writing: Writing): readonly Privilege[] =>
  (['INSERT', 'UPDATE', 'DELETE'] as const).flatMap((privilege) => {
    const extent = writing[privilege];
    if (extent === undefined) return [];
    return [{ role: 'acv_writer', privilege, table, ...(extent === true ? {} : { column: extent }) }];
  });

/**
 * Every privilege of the roles on tables, in a store whose migrations are applied. Migrating grants those that are
 * missing, because a backup that is restored on another server comes without roles and grants.
 */
export const PRIVILEGES: readonly Privilege[] = Object.entries(TABLES).flatMap(([table, writing]) => [
  ...ROLES.filter((role) => role === 'acv_writer' || writing !== LOCKED).map((role) => ({
    role,
    privilege: 'SELECT' as const,
    table,
  })),
  ...written(table, writing),
]);
