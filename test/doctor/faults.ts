import { bodyOfB } from './doctored-store.ts';

/** A fault that a statement plants in the sound store, and what a doctor finds: the code and the object. */
export type Fault = Readonly<{ name: string; sql: string; finds: string }>;

const CONTRACTS: readonly Fault[] = [
  {
    name: 'spans that were deleted',
    sql: `DELETE FROM span_run WHERE contract_id = 'a'`,
    finds: 'span_differs a',
  },
  {
    name: 'an amount of a span',
    sql: `UPDATE span_run SET arr = ARRAY[arr[1] + 1], acv = arr, contracted_acv = arr WHERE contract_id = 'b'`,
    finds: 'span_differs b',
  },
  {
    name: 'the row of a contract',
    sql: `UPDATE contract SET last_owner = '["cus-x","USD"]' WHERE contract_id = 'c'`,
    finds: 'contract_differs c',
  },
  {
    name: 'a contract that was deleted',
    sql: `DELETE FROM contract WHERE contract_id = 'd'`,
    finds: 'contract_missing d',
  },
  {
    name: 'a row of the outbox',
    sql: `INSERT INTO outbox (topic, headers, created_at) VALUES ('acv.snapshots.v1', '{}', now() - interval '1 hour')`,
    finds: 'outbox_waiting acv.snapshots.v1',
  },
  {
    name: 'a contract that is set aside',
    sql: `INSERT INTO contract_set_aside VALUES ('z', 'its fold took more than 5000 ms', 5100, 2, now(), now())`,
    finds: 'contract_set_aside z',
  },
  {
    name: 'a refused event',
    sql: `INSERT INTO refused (origin, partition, position, code, field, message, headers) VALUES ('x', 0, 0, 'not_json', '', 'x', '{}')`,
    finds: 'events_refused not_json',
  },
  {
    name: 'payloads that two configs have read',
    sql: `INSERT INTO translation_config (config_id, adapter, timezone, dimensions)
      VALUES ('one', '{}', 'UTC', '[]'), ('two', '{}', 'UTC', '[]');
      INSERT INTO payload (format, translator_version, config_id, origin, value)
      VALUES ('stripe', 1, 'one', 'billing', 'x'), ('stripe', 1, 'two', 'billing', 'y'), ('stripe', 1, 'one', 'z', 'z')`,
    finds: 'payloads_read_differently billing',
  },
  {
    name: 'a partition that is left unread',
    sql: `INSERT INTO progress VALUES ('t', 0, 5, 9, now() - interval '1 hour')`,
    finds: 'partition_behind t[0]',
  },
  {
    name: 'a first load that is not read',
    sql: `INSERT INTO first_log_end VALUES ('u', 0, 5)`,
    finds: 'catching_up u[0]',
  },
];

const MORE_CONTRACTS: readonly Fault[] = [
  {
    name: 'a span that begins on another day',
    sql: `UPDATE span_run SET days[2] = '2025-06-01' WHERE contract_id = 'a'`,
    finds: 'span_differs a',
  },
  { name: 'a one-time line', sql: `UPDATE one_time_charge SET amount = amount + 1`, finds: 'charge_differs a' },
  {
    name: 'the record of a contract',
    sql: `UPDATE contract SET record = replace(record, '1200', '1201') WHERE contract_id = 'b'`,
    finds: 'record_differs b',
  },
  {
    name: 'a booking',
    sql: `UPDATE booking SET acv = acv + 1 WHERE contract_id = 'd'`,
    finds: 'booking_differs d',
  },
  { name: 'a merge of customers', sql: `DELETE FROM merged_customer`, finds: 'merge_differs cus-d' },
  { name: 'a rate that is old', sql: `DELETE FROM fx_rate WHERE date > '2024-12-31'`, finds: 'rate_old EUR' },
];

const LEDGER_AND_SNAPSHOTS: readonly Fault[] = [
  {
    name: 'a pack of events that was deleted',
    sql: `DELETE FROM event_pack WHERE contract_id = 'a'`,
    finds: 'event_missing a',
  },
  {
    name: 'an event that was changed',
    sql: `UPDATE event_pack SET body = ${bodyOfB((text) => text.replace('"quantity":"1"', '"quantity":"2"'))} WHERE contract_id = 'b'`,
    finds: 'span_differs b',
  },
  {
    name: 'a pack of events with a damaged byte',
    sql: `UPDATE event_pack SET body = set_byte(body, 40, get_byte(body, 40) # 255) WHERE contract_id = 'c'`,
    finds: 'event_unreadable c',
  },
  {
    name: 'an event without a text',
    sql: `INSERT INTO ledger (source, id, contract_id) VALUES ('/billing', 'lost', 'd')`,
    finds: 'event_without_text d',
  },
  {
    name: 'the first active day of a customer',
    sql: `UPDATE customer SET first_active = '2024-01-01', first_active_taken = '2024-01-01' WHERE customer_id = 'cus-a'`,
    finds: 'customer_differs cus-a',
  },
  {
    name: 'a snapshot',
    sql: `UPDATE snapshot SET content = replace(content::text, '"active_logos":', '"active_logos":1')::json WHERE period = '2025-02' AND dimension = 'all'`,
    finds: 'snapshot_differs month 2025-02, all all',
  },
  {
    name: 'the row of a segment',
    sql: `DELETE FROM snapshot WHERE period = '2025-03' AND dimension = 'tier' AND segment = 'plus'`,
    finds: 'segments_do_not_add_up month 2025-03, tier',
  },
  { name: 'a rate that is missing', sql: `DELETE FROM fx_rate`, finds: 'rate_missing EUR' },
];

const QUEUES: readonly Fault[] = [
  {
    name: 'a contract that waits',
    sql: `INSERT INTO unfolded SELECT lane, contract_id, NULL FROM contract WHERE contract_id = 'a'`,
    finds: 'contracts_waiting a',
  },
  {
    name: 'a row of the queue without an event',
    sql: `INSERT INTO unfolded SELECT lane, contract_id, 4711 FROM contract WHERE contract_id = 'b'`,
    finds: 'queue_stray b',
  },
  { name: 'a change that no take has seen', sql: `UPDATE change SET take_id = NULL`, finds: 'changes_waiting null' },
  {
    name: 'a snapshotter that stands still',
    sql: `INSERT INTO snapshotter VALUES (true, now() - interval '3 days')`,
    finds: 'snapshots_old null',
  },
];

const SCHEMA: readonly Fault[] = [
  {
    name: 'an event that is no JSON',
    sql: `UPDATE event_pack SET body = ${bodyOfB(() => '{')} WHERE contract_id = 'b'`,
    finds: 'event_unreadable b',
  },
  {
    name: 'a trigger that is off',
    sql: `ALTER TABLE ledger DISABLE TRIGGER ledger_append_only`,
    finds: 'ledger_unguarded ledger',
  },
  {
    name: 'an index that is missing',
    sql: `DROP INDEX span_run_customer`,
    finds: 'index_missing span_run_customer',
  },
  {
    name: 'an index that is invalid',
    sql: `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'booking_day'::regclass`,
    finds: 'index_missing booking_day',
  },
  {
    name: 'a constraint that is missing',
    sql: `ALTER TABLE span_run DROP CONSTRAINT span_run_arr_check`,
    finds: 'constraint_missing span_run_arr_check',
  },
  { name: 'a table that is unlogged', sql: `ALTER TABLE outbox SET UNLOGGED`, finds: 'table_unlogged outbox' },
  {
    name: 'a function of others',
    sql: `CREATE OR REPLACE FUNCTION round10(x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT round(x, 10)'`,
    finds: 'table_altered round10',
  },
  {
    name: 'row security',
    sql: `ALTER TABLE contract ENABLE ROW LEVEL SECURITY`,
    finds: 'table_altered contract',
  },
  {
    name: 'a privilege that was revoked',
    sql: `REVOKE INSERT ON ledger FROM acv_writer`,
    finds: 'privilege_missing acv_writer',
  },
  {
    name: 'a reader that can write',
    sql: `GRANT UPDATE ON snapshot TO acv_reader`,
    finds: 'privilege_in_excess acv_reader',
  },
  {
    name: 'a writer that can change the ledger',
    sql: `GRANT DELETE ON ledger TO acv_writer`,
    finds: 'privilege_in_excess acv_writer',
  },
  {
    name: 'a table without autovacuum',
    sql: `ALTER TABLE contract SET (autovacuum_enabled = false)`,
    finds: 'autovacuum_off contract',
  },
];

/** Faults that do not hide each other, planted at once because a copy of a store takes most of the time. */
export const TOGETHER = [CONTRACTS, MORE_CONTRACTS, LEDGER_AND_SNAPSHOTS, QUEUES, SCHEMA];

/** Faults after which little else can be read. */
export const ALONE: readonly Fault[] = [
  {
    name: 'a policy that was changed by hand',
    sql: `UPDATE store SET policy = policy || '{"renewal_grace_days":3}'`,
    finds: 'policy_damaged null',
  },
  { name: 'another calculation', sql: `UPDATE store SET calculation = '0'`, finds: 'calculation_differs 0' },
  {
    name: 'a migration of a newer program',
    sql: `INSERT INTO schema_migration (timestamp, name) VALUES (1, 'New1')`,
    finds: 'schema_newer New1',
  },
  {
    name: 'a migration that is missing',
    sql: `DELETE FROM schema_migration WHERE name LIKE 'KeepPayloads%'`,
    finds: 'migration_missing KeepPayloads1764000001400',
  },
  { name: 'a table that is missing', sql: `DROP TABLE mark`, finds: 'table_missing mark' },
  {
    name: 'events of a former release that were not moved',
    sql: `CREATE TABLE former_ledger ()`,
    finds: 'migration_missing former_ledger',
  },
  {
    name: 'spans of a former release that were not moved',
    sql: `CREATE TABLE former_span ()`,
    finds: 'migration_missing former_span',
  },
];
