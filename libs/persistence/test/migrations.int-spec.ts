import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '@app/persistence';
import { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import { connect } from '../../../test/builders/postgres-store.ts';
import { KeepTheFirstLogEnds1764000000750 } from '../src/migrations/1764000000750-keep-the-first-log-ends.ts';
import { KeepEventsInPacks1764000002200 } from '../src/migrations/1764000002200-keep-events-in-packs.ts';
import { KeepSpansInRuns1764000002300 } from '../src/migrations/1764000002300-keep-spans-in-runs.ts';
import { LockWhatReadersCannot1764000000910 } from '../src/migrations/1764000000910-lock-what-readers-cannot.ts';
import { NumberPublishedRecordsByTheClock1764000000900 } from '../src/migrations/1764000000900-number-published-records-by-the-clock.ts';
import { OpenViewsForAnalysts1764000002000 } from '../src/migrations/1764000002000-open-views-for-analysts.ts';
import { SecondEditionOfTheDefinitions1764000000600 } from '../src/migrations/1764000000600-second-edition-of-the-definitions.ts';
import {
  emptyDatabase,
  type FreshDatabase,
  type PostgresService,
  startPostgres,
} from '../../../test/services/postgres.ts';

let service: PostgresService;

beforeAll(async () => {
  service = await startPostgres();
});
afterAll(() => service.stop());

const inEmpty = async (work: (empty: FreshDatabase) => Promise<void>): Promise<void> => {
  const empty = await emptyDatabase(service);
  try {
    await work(empty);
  } finally {
    await empty.drop();
  }
};

const asked = async <R extends object>(url: string, sql: string): Promise<readonly R[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<R>(sql);
    return rows;
  } finally {
    await client.end();
  }
};

const applied = (url: string) => asked(url, 'SELECT name FROM schema_migration ORDER BY id');

/** Every column and every index, as text. */
const schema = (url: string) =>
  asked(
    url,
    `SELECT format('%s.%s %s', table_name, column_name, data_type) AS what FROM information_schema.columns
     WHERE table_schema = 'public' UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`,
  );

const migrated = async (url: string): Promise<void> => {
  const database: Database = await connect(url, 2);
  try {
    await database.migrate();
  } finally {
    await database.close();
  }
};

describe('migrations', () => {
  it('run once, however many programs start at once on an empty database', async () => {
    await inEmpty(async ({ url }) => {
      await Promise.all([migrated(url), migrated(url), migrated(url)]);
      const names = await applied(url);
      expect(names.length).toBeGreaterThan(0);
      expect(new Set(names.map((row) => JSON.stringify(row))).size).toBe(names.length);
    });
  });

  it('find everything done when they run again, and leave it as it is', async () => {
    await inEmpty(async ({ url }) => {
      await migrated(url);
      const before = [await applied(url), await schema(url)];
      await migrated(url);
      expect([await applied(url), await schema(url)]).toEqual(before);
    });
  });

  it('leave nothing behind when they are killed half-way, and run through the next time', async () => {
    await inEmpty(async ({ url }) => {
      const holder = new Client({ connectionString: url });
      await holder.connect();
      // The migration that creates this table waits for us, so it can be killed with much already done.
      await holder.query('BEGIN; CREATE TABLE outbox ()');
      const database = await connect(url, 2);
      const migrating = database.migrate().then(
        () => 'done',
        () => 'killed',
      );
      // Asked on a connection of its own, because pg_stat_activity does not change within a transaction.
      const killed = () =>
        asked(
          url,
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid() AND wait_event_type = 'Lock'`,
        );
      while ((await killed()).length === 0);
      expect(await migrating).toBe('killed');
      await holder.query('ROLLBACK');
      await holder.end();
      await database.close().catch(() => undefined);
      expect(
        await asked(url, `SELECT tablename FROM pg_tables WHERE tablename IN ('ledger', 'store', 'outbox')`),
      ).toEqual([]);
      await migrated(url);
      expect((await applied(url)).length).toBeGreaterThan(0);
    });
  });

  it('revert the second edition of the definitions and apply it again in a store with contracts', async () => {
    await inEmpty(async ({ url }) => {
      await migrated(url);
      const before = await schema(url);
      const client = new Client({ connectionString: url });
      await client.connect();
      // Migrations run statements, and nothing else.
      const runner = { query: (sql: string) => client.query(sql) } as unknown as QueryRunner;
      await new OpenViewsForAnalysts1764000002000().down(runner);
      const runs = new KeepSpansInRuns1764000002300();
      await runs.down(runner);
      await client.query(`
        INSERT INTO store (policy_id, policy, horizon) VALUES ('p', '{}', '2030-01-01');
        INSERT INTO contract_span (contract_id, valid_from, valid_to, seq, customer_id, currency, arr, gross_arr, acv,
          contracted_acv, one_time, expected_usage, lines)
        VALUES ('sub', '2025-01-01', 'infinity', 1, 'cus', 'USD', 1, 1, 1, 1, 0, 0, '[]')`);
      const migration = new SecondEditionOfTheDefinitions1764000000600();
      const later = new LockWhatReadersCannot1764000000910();
      const packs = new KeepEventsInPacks1764000002200();
      await packs.down(runner);
      await later.down(runner);
      await migration.down(runner);
      expect(await asked(url, 'SELECT products FROM contract_span')).toEqual([{ products: '[]' }]);
      await migration.up(runner);
      await later.up(runner);
      await packs.up(runner);
      expect(await asked(url, 'SELECT lines, term_start, calculation FROM contract_span, store')).toEqual([
        { lines: '[]', term_start: null, calculation: '1' },
      ]);
      await client.query('DELETE FROM contract_span');
      await runs.up(runner);
      await client.end();
      expect(await schema(url)).toEqual(before);
    });
  });

  it.each([
    ['has its first load behind it if it has reported', true],
    ['may be half-loaded if it has not reported', false],
  ])('leave a store with progress that %s', async (_name, isReported) => {
    await inEmpty(async ({ url }) => {
      await migrated(url);
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query(`INSERT INTO progress (topic, partition, next_offset, log_end) VALUES ('events', 0, 2, 9)`);
      if (isReported)
        await client.query(`
          INSERT INTO take (as_of, taken_at) VALUES ('2025-01-31', now());
          INSERT INTO snapshot (grain, period, dimension, segment, revision, snapshot_id, status, reason, measured_on,
            as_of, emitted_at, take_id, content)
          VALUES ('month', '2025-01', 'all', 'all', 1, 's', 'open', 'first', '2025-01-31', '2025-01-31', now(),
            (SELECT take_id FROM take), '{}')`);
      const migration = new KeepTheFirstLogEnds1764000000750();
      const runner = { query: (sql: string) => client.query(sql) } as unknown as QueryRunner;
      await migration.down(runner);
      await migration.up(runner);
      await client.end();
      expect(await asked(url, 'SELECT topic, partition, log_end::int FROM first_log_end')).toEqual(
        isReported ? [{ topic: 'events', partition: 0, log_end: 0 }] : [],
      );
    });
  });

  it('revert numbers by the clock without publishing a smaller one, and apply them again', async () => {
    await inEmpty(async ({ url }) => {
      await migrated(url);
      const before = await schema(url);
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query(`
        INSERT INTO relay_lane (topic, last_number) VALUES ('a', 500), ('b', 1764000000000000);
        INSERT INTO outbox (topic, value, headers) VALUES ('a', '1', '{}'), ('b', '2', '{}'), ('a', '3', '{}')`);
      const migration = new NumberPublishedRecordsByTheClock1764000000900();
      const runner = { query: (sql: string) => client.query(sql) } as unknown as QueryRunner;
      await migration.down(runner);
      expect(
        await asked(url, `SELECT number - 1764000000000000 AS n, value::text FROM outbox ORDER BY number`),
      ).toEqual([
        { n: '1', value: '\\x31' },
        { n: '2', value: '\\x32' },
        { n: '3', value: '\\x33' },
      ]);
      await migration.up(runner);
      await client.end();
      expect(await schema(url)).toEqual(before);
    });
  });

  it('work on a server that already has the roles, because roles belong to the server', async () => {
    await inEmpty(async ({ url }) => {
      await migrated(url);
      await inEmpty(({ url: second }) => migrated(second));
    });
  });
});
