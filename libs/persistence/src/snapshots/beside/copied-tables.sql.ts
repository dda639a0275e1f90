import { joined, sql } from '../sql/sql.ts';

/**
 * The tables that a comparison of the whole book reads and that a transaction may have written, with the indexes by which
 * it reads them.
 */
const INDEXES = {
  customer: [],
  contract: [
    '(contract_id)',
    '(contract_id) WHERE owners IS NOT NULL',
    `(contract_id) WHERE creations = '[]'`,
    '(contract_id) WHERE has_mixed_sources',
  ],
  span_run: ['(contract_id, valid_from)', '(contract_id) WHERE renews IS NOT NULL'],
  booking: ['(booked_on)'],
  one_time_charge: ['(date)'],
} as const;

export type CopiedTable = keyof typeof INDEXES;

export const COPIED_TABLES = Object.keys(INDEXES) as readonly CopiedTable[];

/** What a comparison reads of a table in which texts that it does not read are long. */
const READ: Readonly<Partial<Record<CopiedTable, string>>> = {
  contract: 'contract_id, owners, creations, has_mixed_sources',
};

const rowsOf = (table: CopiedTable): string => `SELECT ${READ[table] ?? '*'} FROM ${table}`;

export const createCopy = (table: CopiedTable): string => sql`
-- A temporary table with the name of a table of the store. Statements of this connection find it first.
CREATE TEMPORARY TABLE ${table} ON COMMIT DROP AS
${rowsOf(table)}
WITH NO DATA`;

export const copyOut = (table: CopiedTable): string => `COPY (${rowsOf(table)}) TO STDOUT (FORMAT binary)`;

export const copyIn = (table: CopiedTable): string => `COPY ${table} FROM STDIN (FORMAT binary)`;

export const indexCopy = (table: CopiedTable): string =>
  joined([...INDEXES[table].map((index) => `CREATE INDEX ON ${table} ${index}`), `ANALYZE ${table}`]);
