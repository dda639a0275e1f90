import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { failureClass, PostgresRestatementStore, republish } from '@app/persistence';
import { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import { created, day, merged, term } from '../../../test/builders/events.ts';
import { connect, type OpenStore, TOPICS } from '../../../test/builders/postgres-store.ts';
import { batch, fileBatch } from '../../../test/builders/records.ts';
import { withStore } from '../../../test/builders/suite-store.ts';
import { KeepEventsInPacks1764000002200 } from '../src/migrations/1764000002200-keep-events-in-packs.ts';
import { LockWhatReadersCannot1764000000910 } from '../src/migrations/1764000000910-lock-what-readers-cannot.ts';
import { emptyDatabase, freshDatabase, startPostgres } from '../../../test/services/postgres.ts';

const ROLE = `acv_test_${randomUUID().replaceAll('-', '')}`;

let store: OpenStore;
let reader: Client;

/** A login that may only read, with an open transaction. */
const readerOf = async (url: string): Promise<Client> => {
  const of = new URL(url);
  of.username = ROLE;
  of.password = 'secret';
  const client = new Client({ connectionString: of.href });
  await client.connect();
  await client.query('BEGIN');
  return client;
};

/** Whether the reader may run the statement. Its transaction goes on either way. */
const may = async (client: Client, statement: string): Promise<boolean> => {
  await client.query('SAVEPOINT before');
  try {
    await client.query(statement);
    return true;
  } catch {
    await client.query('ROLLBACK TO before');
    return false;
  }
};

const TABLES = `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = current_schema()`;
const MODES = [
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
];

/** The keys of the advisory locks of former versions, and all others that are small. */
const ADVISORY = `
SELECT pg_advisory_xact_lock(7201001), pg_advisory_xact_lock(a, b)
FROM generate_series(7201, 7204) a, generate_series(0, 15) b`;

/** What the reader holds on tables and rows. */
const HELD = `SELECT DISTINCT mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype IN ('relation', 'tuple')`;

/** Takes every lock that a reader gets, and returns the statements that locked more than reading does. */
const lockAll = async (client: Client): Promise<readonly string[]> => {
  const { rows } = await client.query<{ name: string }>(TABLES);
  const stronger = rows.flatMap(({ name }) => [
    ...MODES.map((mode) => `LOCK TABLE ${name} IN ${mode} MODE NOWAIT`),
    ...['UPDATE', 'NO KEY UPDATE', 'SHARE', 'KEY SHARE'].map((strength) => `SELECT FROM ${name} FOR ${strength}`),
  ]);
  const allowed: string[] = [];
  for (const statement of stronger) if (await may(client, statement)) allowed.push(statement);
  for (const { name } of rows) await may(client, `SELECT FROM ${name} LIMIT 1`);
  await client.query(ADVISORY);
  return allowed;
};

// Registered first, because the store drops its database after all tests.
afterAll(async () => {
  await reader.end();
  await store.database.query(`DROP OWNED BY ${ROLE}; DROP ROLE ${ROLE}`);
});
withStore((opened) => {
  store = opened;
});
beforeAll(async () => {
  await store.database.query(`CREATE ROLE ${ROLE} LOGIN PASSWORD 'secret' IN ROLE acv_reader`);
  await store.apply(fileBatch([created({ term: term('2025-01-01', null) }), 'bad']));
  await store.take(day('2025-01-10'));
  reader = await readerOf(store.url);
});
describe('a reader that locks all it can', () => {
  it('gets nothing that reading would not lock', async () => {
    expect(await lockAll(reader)).toEqual([]);
    expect((await reader.query(HELD)).rows).toEqual([{ mode: 'AccessShareLock' }]);
  });

  it('stops no batch, merge, fold, take or relay', async () => {
    await lockAll(reader);
    const records = [
      created({ id: 'next', contract: 'sub-2', term: term('2025-01-01', null) }),
      merged('cus-1', 'end'),
      'bad again',
    ];
    expect(await store.apply(batch(records))).toMatchObject({ accepted: { created: 1, merged: 1 } });
    await store.rates([]);
    expect(await store.take(day('2025-02-10'))).toMatchObject({ periods: 2 });
    expect(await store.outbox.publishNext(TOPICS.snapshots, 5, async () => undefined)).toBe(5);
  });

  it('stops no republishing and no restatement', async () => {
    await lockAll(reader);
    const options = { contractsTopic: TOPICS.contracts, snapshotsTopic: TOPICS.snapshots, now: () => new Date(0) };
    expect(await republish(store.database, options)).toMatchObject({ contracts: 2 });
    const restating = new PostgresRestatementStore(store.database, options);
    expect(await restating.restate(async (transaction) => ({ keep: false, result: await transaction.asOf() }))).toBe(
      '2025-02-10',
    );
  });

  it('delays a migration, which does not make other work wait behind it', async () => {
    const service = await startPostgres();
    const older = await freshDatabase(service);
    const database = await connect(older.url, 2);
    const last = new LockWhatReadersCannot1764000000910();
    await database.transaction('READ COMMITTED', async ({ query }) => {
      const later = [new KeepEventsInPacks1764000002200(), last];
      for (const migration of later) await migration.down({ query } as unknown as QueryRunner);
      await query('DELETE FROM schema_migration WHERE name = ANY($1)', [later.map(({ name }) => name)]);
    });
    const reading = await readerOf(older.url);
    await reading.query('SELECT FROM store');
    const blocked: unknown = await database.migrate().catch((error: unknown) => error);
    expect(String(blocked)).toContain('the schema was not migrated, and nothing was changed');
    expect(failureClass(blocked)).toBe('retry');
    expect(await database.query('SELECT valued_by FROM store')).toEqual([]);
    await reading.end();
    await database.migrate();
    expect(await database.query('SELECT calculation FROM store')).toEqual([]);
    await database.close();
    await older.drop();
    await service.stop();
  });

  it('stops nobody who starts and migrates', async () => {
    const service = await startPostgres();
    const empty = await emptyDatabase(service);
    const early = await readerOf(empty.url);
    await early.query(ADVISORY);
    const database = await connect(empty.url, 2);
    await database.migrate();
    expect(await lockAll(early)).toEqual([]);
    await database.query('REVOKE SELECT ON store FROM acv_reader');
    expect(await database.migrate()).toBe(1);
    await early.end();
    await database.close();
    await empty.drop();
    await service.stop();
  });
});
