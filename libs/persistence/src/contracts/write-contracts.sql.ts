import { columnNames, type Columns, unnested, unnestedAs } from '../database/column-arrays.ts';
import { shardOf } from '../database/locks.ts';
import { MEASURE_ARRAYS } from './measure-columns.sql.ts';

/** By the primary key: a fold has read what it replaces, and a contract may have thousands of spans before. */
export const REMOVE_RUNS = `
DELETE FROM span_run AS run USING unnest($1::text[], $2::date[]) AS gone(contract_id, valid_from)
WHERE run.contract_id = gone.contract_id AND run.valid_from = gone.valid_from`;

export const REMOVE_CHARGES = `
DELETE FROM one_time_charge charge USING unnest($1::text[], $2::date[]) AS tail(contract_id, since)
WHERE charge.contract_id = tail.contract_id AND charge.date >= tail.since`;

export const REMOVE_BOOKINGS = 'DELETE FROM booking WHERE contract_id = ANY($1)';

const RUN_COLUMNS = {
  contract_id: 'text',
  valid_from: 'date',
  valid_to: 'date',
  customer_id: 'text',
  currency: 'text',
  attributes: 'jsonb',
  renews: 'text[]',
  term_start: 'date',
  term_end: 'date',
  auto_renew: 'boolean',
  anchor: 'date',
  days: 'date[]',
  seqs: 'bigint[]',
  ...MEASURE_ARRAYS,
  lines: 'text',
} as const satisfies Columns;

const CHARGE_COLUMNS = {
  contract_id: 'text',
  date: 'date',
  seq: 'bigint',
  amount: 'numeric',
  currency: 'text',
  customer_id: 'text',
} as const satisfies Columns;

const CONTRACT_COLUMNS = {
  contract_id: 'text',
  creations: 'jsonb',
  last_owner: 'jsonb',
  last_record: 'jsonb',
  has_mixed_sources: 'boolean',
  timeline: 'text',
  owners: 'jsonb',
  known_until: 'date',
  record: 'text',
  revision: 'integer',
} as const satisfies Columns;

const BOOKING_COLUMNS = {
  contract_id: 'text',
  valued_on: 'date',
  customer_id: 'text',
  currency: 'text',
  acv: 'numeric',
  contracted_acv: 'numeric',
  tcv: 'numeric',
  net_value: 'numeric',
  gross_value: 'numeric',
  term_months: 'numeric',
  booked_on: 'date',
  opened_on: 'date',
  is_replacement: 'boolean',
} as const satisfies Columns;

const CHANGE_COLUMNS = {
  contract_id: 'text',
  customers: 'text[]',
  first_day: 'date',
  last_day: 'date',
  events: 'bigint[]',
} as const satisfies Columns;

/** A statement that writes rows with these columns. */
export type Writing = Readonly<{ sql: string; columns: Columns }>;

/** Sets all columns but those of the key to the values of a row. */
const setting = (columns: Columns, key: readonly string[], row: string): string =>
  Object.keys(columns)
    .filter((name) => !key.includes(name))
    .map((name) => `${name} = ${row}.${name}`)
    .join(', ');

/** The row replaces the one that has its key. */
const inPlace = (columns: Columns): string =>
  `ON CONFLICT (contract_id) DO UPDATE SET ${setting(columns, ['contract_id'], 'excluded')}`;

const inserting = (table: string, columns: Columns): string =>
  `INSERT INTO ${table} (${columnNames(columns)}) SELECT ${unnested(columns)}`;

export const INSERT_RUNS: Writing = { sql: inserting('span_run', RUN_COLUMNS), columns: RUN_COLUMNS };

/**
 * Rewrites runs that keep their first day; by primary key. An added event nearly always changes such a run, and to remove
 * the row and insert another would search and extend each index twice.
 */
export const REWRITE_RUNS: Writing = {
  sql: `
UPDATE span_run AS run SET ${setting(RUN_COLUMNS, ['contract_id', 'valid_from'], 'written')}
FROM (SELECT ${unnestedAs(RUN_COLUMNS)}) AS written
WHERE run.contract_id = written.contract_id AND run.valid_from = written.valid_from`,
  columns: RUN_COLUMNS,
};

export const INSERT_CHARGES: Writing = { sql: inserting('one_time_charge', CHARGE_COLUMNS), columns: CHARGE_COLUMNS };

const STATED_COLUMNS = { ...CHANGE_COLUMNS, is_stated_only: 'boolean' } as const satisfies Columns;

/** No take has to read a change that no snapshot shows, so it has the number of no take. */
export const INSERT_CHANGES: Writing = {
  sql: `
INSERT INTO change (${columnNames(CHANGE_COLUMNS)}, take_id)
SELECT ${columnNames(CHANGE_COLUMNS)}, CASE WHEN is_stated_only THEN 0 END
FROM (SELECT ${unnested(STATED_COLUMNS)}) written(${columnNames(STATED_COLUMNS)})`,
  columns: STATED_COLUMNS,
};

export const UPSERT_CONTRACTS: Writing = {
  sql: `
INSERT INTO contract (${columnNames(CONTRACT_COLUMNS)}, lane)
SELECT written.*, ${shardOf('contract_id')}
FROM (SELECT ${unnested(CONTRACT_COLUMNS)}) written(${columnNames(CONTRACT_COLUMNS)})
${inPlace(CONTRACT_COLUMNS)}`,
  columns: CONTRACT_COLUMNS,
};

export const UPSERT_BOOKINGS: Writing = {
  sql: `${inserting('booking', BOOKING_COLUMNS)} ${inPlace(BOOKING_COLUMNS)}`,
  columns: BOOKING_COLUMNS,
};
