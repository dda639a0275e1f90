import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import { createRoles } from '../../libs/persistence/src/database/grant-privileges.ts';
import { MIGRATIONS } from '../../libs/persistence/src/migrations/migrations.ts';
import { type KeptEvent, storedEvents } from '../builders/stored-events.ts';
import { type Line, loadOf } from '../e2e/support/load.ts';

type Rows = readonly Readonly<Record<string, unknown>>[];

type FormerStore = Readonly<{
  /** The name that the input topic had. */
  topic: string;
  /** The rows of each table that had any, and the columns that it had. */
  tables: Readonly<Record<string, Readonly<{ columns: string; rows: Rows }>>>;
  /** The last value of each sequence. */
  sequences: Readonly<Record<string, number>>;
}>;

const { topic, tables, sequences }: FormerStore = JSON.parse(
  gunzipSync(readFileSync(join(import.meta.dirname, 'former-store.json.gz'))).toString(),
);

/** The store has the first half of these records, of a topic with four partitions. It is as of 15 October 2025. */
export const load = loadOf(240, 40, 21);
export const HALF: readonly Line[] = load.lines.slice(0, 120);
export const REST: readonly Line[] = load.lines.slice(120);

/** The migrations that it had. */
const FORMER: ReadonlySet<unknown> = new Set(tables['schema_migration']?.rows.map(({ name }) => name));

const TABLE_OF_MIGRATIONS = `
CREATE TABLE schema_migration (id serial PRIMARY KEY, timestamp bigint NOT NULL, name varchar NOT NULL)`;

const connected = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** Names of the migrations that have come since, in order. */
export const LATER: readonly string[] = MIGRATIONS.map((migration) => new migration().name).filter(
  (name) => !FORMER.has(name),
);

/** Makes the former schema in an empty database and fills it. `input` is the name of its input topic from now on. */
export const restoreFormerStore = (url: string, input: string): Promise<void> =>
  connected(url, async (client) => {
    const query = async <R>(sql: string, values: unknown[] = []): Promise<R[]> =>
      (await client.query(sql, values)).rows as R[];
    await createRoles({ query: (sql, values) => query(sql, [...(values ?? [])]) });
    await query(TABLE_OF_MIGRATIONS);
    // Migrations run statements, and nothing else.
    const runner = { query } as unknown as QueryRunner;
    for (const migration of MIGRATIONS.map((of) => new of()))
      if (FORMER.has(migration.name)) await migration.up(runner);
    for (const [name, { columns, rows }] of Object.entries(tables)) {
      const insert = `INSERT INTO ${name} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM jsonb_populate_recordset(NULL::${name}, $1)`;
      await query(insert, [JSON.stringify(rows).replaceAll(topic, input)]);
    }
    for (const [name, last] of Object.entries(sequences)) await query(`SELECT setval('${name}', ${last})`);
  });

/** The events in its ledger. */
export const EVENTS = tables['ledger']?.rows.length ?? 0;

/** The spans of its contracts. */
export const SPANS = tables['contract_span']?.rows.length ?? 0;

/** Each event as it was received, as text in one order, whether the ledger has it or a pack. */
export const eventsOf = async (url: string): Promise<readonly string[]> => {
  const columns = 'seq::int, contract_id, source, id, type, mode, time, subject, headers';
  const [rows, moved] = await connected(url, async (client) => {
    const query = async <R>(sql: string, values: readonly unknown[] = []): Promise<R[]> =>
      (await client.query(sql, [...values])).rows as R[];
    const [former] = await query<{ has: boolean }>(
      `SELECT EXISTS (SELECT FROM information_schema.columns WHERE table_name = 'ledger' AND column_name = 'value') AS has`,
    );
    return former?.has === true
      ? [await query<KeptEvent>(`SELECT ${columns}, value AS text FROM ledger`), []]
      : [[], await storedEvents({ query: (sql, values) => query(sql, values) })];
  });
  const kept: readonly KeptEvent[] = [...rows, ...moved];
  return kept
    .map(({ seq, contract_id: contract = null, source, id, type, mode, time, subject, headers, text }) =>
      JSON.stringify([seq, contract, source, id, type, mode, time, subject, headers, text]),
    )
    .toSorted();
};

/** The other books: what was refused, how events were valued, and what was reported. */
const BOOKS = ['refused', 'contract', 'contract_span', 'booking', 'customer', 'snapshot', 'progress'];

/** A hash of all events, and of all rows of the books in the columns that the former store had. */
export const hashOfBooks = (url: string): Promise<string> =>
  connected(url, async (client) => {
    const hash = createHash('sha256');
    for (const name of BOOKS) {
      const { rows } = await client.query<{ row: string }>(
        `SELECT to_jsonb(t)::text AS row FROM (SELECT ${tables[name]?.columns} FROM ${name}) t ORDER BY 1`,
      );
      if (rows.length === 0) throw new Error(`The former store has no ${name}.`);
      for (const { row } of rows) hash.update(`${row}\n`);
    }
    for (const event of await eventsOf(url)) hash.update(`${event}\n`);
    return hash.digest('hex');
  });
