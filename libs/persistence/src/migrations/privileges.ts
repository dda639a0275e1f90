/** A privilege on a table or view, or on one column of a table. */
export type Privilege = Readonly<{
  role: (typeof ROLES)[number];
  privilege: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
  table: string;
  column?: string;
}>;

export const ROLES = ['acv_writer', 'acv_reader', 'acv_operator'] as const;

type Writing = Readonly<Partial<Record<Exclude<Privilege['privilege'], 'SELECT'>, true | readonly string[]>>>;

type Written = Readonly<Record<string, Writing>>;

/** Locks need a privilege that readers lack, and nothing is written. */
const LOCKED: Writing = { UPDATE: true };

const APPENDED: Writing = { INSERT: true };
const KEPT: Writing = { INSERT: true, UPDATE: true, DELETE: true };
const QUEUED: Writing = { INSERT: true, DELETE: true };
const READ: Writing = {};

/** Each table and view of the store, and what writers may do with it besides reading; a list names the columns. */
const TABLES: Written = {
  audit: APPENDED,
  booking: KEPT,
  change: { INSERT: true, UPDATE: ['take_id'] },
  contract: KEPT,
  contract_set_aside: KEPT,
  contract_span: READ,
  customer: KEPT,
  customer_merge: KEPT,
  // Only the owner forgets customers.
  erased_event: READ,
  erasure: READ,
  event_pack: APPENDED,
  first_log_end: KEPT,
  fx_change: QUEUED,
  fx_rate: KEPT,
  ledger: APPENDED,
  mark: APPENDED,
  merge_event: APPENDED,
  merge_gate: LOCKED,
  merge_version: KEPT,
  merged_customer: KEPT,
  missing_rates: READ,
  one_time_charge: KEPT,
  operation_gate: LOCKED,
  outbox: KEPT,
  // A payload that is translated anew is read by another translator, and its events may be of another payload.
  payload: { INSERT: true, UPDATE: ['translator_version', 'config_id'] },
  payload_event: { INSERT: true, UPDATE: ['payload_id'] },
  progress: KEPT,
  ranked_contract: KEPT,
  ranked_customer: KEPT,
  ranking: KEPT,
  rate_version: KEPT,
  refused: APPENDED,
  refused_event: READ,
  refused_step: APPENDED,
  relay_lane: { INSERT: true, UPDATE: true },
  retranslated_event: APPENDED,
  retranslated_payload: APPENDED,
  retranslation: APPENDED,
  schema_migration: READ,
  shard: LOCKED,
  // Revisions of an open period are thinned out.
  snapshot: { INSERT: true, UPDATE: ['workings'], DELETE: true },
  snapshot_current: READ,
  snapshotter: KEPT,
  span_run: KEPT,
  store: KEPT,
  store_gate: LOCKED,
  superseded_event: APPENDED,
  take: { INSERT: true, UPDATE: ['duration_ms'] },
  take_gate: LOCKED,
  translation_config: APPENDED,
  unfolded: QUEUED,
};

/**
 * Each table and view that an operation reaches, and what it may do there besides reading: the path of an event into the
 * ledger, merges of customers included, the outbox for republishing, and the audit.
 */
const OPERATED: Written = {
  audit: APPENDED,
  contract: READ,
  contract_span: READ,
  customer_merge: KEPT,
  erased_event: READ,
  erasure: READ,
  event_pack: READ,
  ledger: APPENDED,
  merge_event: APPENDED,
  merge_gate: LOCKED,
  merge_version: { INSERT: true, UPDATE: true },
  merged_customer: KEPT,
  one_time_charge: READ,
  operation_gate: LOCKED,
  outbox: APPENDED,
  payload: APPENDED,
  payload_event: APPENDED,
  // The row of a partition is locked where events are appended, which takes the right to update a column of it.
  progress: { UPDATE: ['updated_at'] },
  refused: READ,
  refused_event: READ,
  refused_step: APPENDED,
  schema_migration: READ,
  shard: LOCKED,
  snapshot: READ,
  span_run: READ,
  store: READ,
  store_gate: LOCKED,
  take_gate: LOCKED,
  translation_config: APPENDED,
  unfolded: { INSERT: true },
};

const written = (role: Privilege['role'], tables: Written): readonly Privilege[] =>
  Object.entries(tables).flatMap(([table, writing]) =>
    (['INSERT', 'UPDATE', 'DELETE'] as const).flatMap((privilege) => {
      const extent = writing[privilege];
      if (extent === undefined) return [];
      const granted = { role, privilege, table };
      return extent === true ? [granted] : extent.map((column) => ({ ...granted, column }));
    }),
  );

const read = (role: Privilege['role'], tables: readonly string[]): readonly Privilege[] =>
  tables.map((table) => ({ role, privilege: 'SELECT', table }));

/** The tables and views of a migrated store. */
export const RELATIONS: readonly string[] = Object.keys(TABLES);

/**
 * Every privilege of the roles on tables, in a store whose migrations are applied. Migrating grants those that are
 * missing, because a backup that is restored on another server comes without roles and grants.
 */
export const PRIVILEGES: readonly Privilege[] = [
  ...read('acv_writer', Object.keys(TABLES)),
  ...written('acv_writer', TABLES),
  ...read(
    'acv_reader',
    Object.keys(TABLES).filter((table) => TABLES[table] !== LOCKED),
  ),
  ...read('acv_operator', Object.keys(OPERATED)),
  ...written('acv_operator', OPERATED),
];
