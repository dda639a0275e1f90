import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { acv } from '../conformance/acv-process.ts';
import { conformanceCase } from '../conformance/conformance-case.ts';
import { type ConsumedRow, produce } from '../services/kafka.ts';
import { emptyDatabase, type FreshDatabase } from '../services/postgres.ts';
import { endApps, eventually, startApp } from './support/app.ts';
import { built } from './support/built.ts';
import { allRecords, latestByKey } from './support/published.ts';
import { openStage, settled, type Stage } from './support/stage.ts';
import { type Subscriber, subscriberIn, TABLE_OF_ALL_RECORDS, TABLE_OF_PROGRAM } from './support/subscriber.ts';

/** The later events change months that the earlier ones have figures of. */
const EVENTS = readFileSync(conformanceCase('blended-falls-segments-rise').events, 'utf8').trimEnd().split('\n');

/** The policy of docker-compose.yml without two of its dimensions, whose segments are withdrawn. */
const NARROWER = { timezone: 'UTC', grains: ['month', 'quarter', 'year'], dimensions: ['tier'] };

/** Sessions of the database that wait for a lock. */
const WAITING = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

let stage: Stage;
let folder: string;
/** The subscriber's own. */
let database: FreshDatabase;
let kept: Pool;
let subscriber: Subscriber;

/** The current snapshots of the store by key, which is what every subscriber must have in the end. */
const current = async (): Promise<Readonly<Record<string, string>>> => {
  const rows = await stage.query<{ key: string; id: string }>(
    `SELECT key, id FROM (
       SELECT DISTINCT ON (grain, period, dimension, segment)
         concat_ws('|', grain, period, dimension, segment) AS key, snapshot_id::text AS id, status
       FROM snapshot ORDER BY grain, period, dimension, segment, revision DESC) AS latest
     WHERE status <> 'withdrawn'`,
  );
  return Object.fromEntries(rows.map(({ key, id }) => [key, id]));
};

const shownBy = async (view: string): Promise<Readonly<Record<string, string>>> => {
  const { rows } = await kept.query<{ key: string; id: string }>(
    `SELECT key, value ->> 'snapshot_id' AS id FROM ${view}`,
  );
  return Object.fromEntries(rows.map(({ key, id }) => [key, id]));
};

const published = (): Promise<readonly ConsumedRow[]> => allRecords(stage.kafka, stage.snapshots);

/** Sends records that were published before, with the numbers that they had. */
const sendAgain = async (records: readonly ConsumedRow[]): Promise<void> => {
  const messages = records.map(({ key, value, headers }) => ({ key, value, headers: { ...headers } }));
  for (let from = 0; from < messages.length; from += 200)
    await produce(stage.kafka, stage.snapshots, messages.slice(from, from + 200));
};

const isRead = (): Promise<void> =>
  eventually('the subscriber has read all records', subscriber.hasReadAll, { withinMs: 90_000 }).catch(
    (error: unknown) => {
      throw new Error(subscriber.printed(), { cause: error });
    },
  );

const send = async (from: number, to: number): Promise<void> => {
  const values = EVENTS.slice(from, to).map((value) => ({ key: JSON.parse(value).data.contract_id, value }));
  await produce(stage.kafka, stage.input, values);
  await settled(stage, to);
};

beforeAll(async () => {
  await built();
  stage = await openStage();
  folder = await mkdtemp(join(tmpdir(), 'acv-subscribe-'));
  database = await emptyDatabase(stage.postgres);
  kept = new Pool({ connectionString: database.url, max: 2 });
  await kept.query(TABLE_OF_PROGRAM);
  await kept.query(TABLE_OF_ALL_RECORDS);
  subscriber = await subscriberIn(stage, database.url);
  const services = [startApp('processor', stage.environment), startApp('snapshotter', stage.environment)];
  const [processor, snapshotter] = await Promise.all(services);
  await send(0, 10);
  await send(10, EVENTS.length);
  // They would halt at the restatement, whose records wait in the outbox for a snapshotter of the new policy.
  for (const app of [processor, snapshotter]) await app?.end('SIGTERM');
});
afterAll(async () => {
  await subscriber.close();
  await endApps();
  await kept.end();
  await database.drop();
  await stage.close();
  await rm(folder, { recursive: true });
});

describe('the program of docs/how-to/subscribe.md', () => {
  it('has the current revision of every segment once it has read from the beginning', async () => {
    subscriber.start();
    await isRead();
    const records = await published();
    expect(new Set(records.map(({ key }) => String(key))).size).toBeLessThan(records.length);
    expect(await shownBy('current_acv')).toEqual(await current());
  });

  it('has the same when all records come again, twice and the newest first', async () => {
    const records = (await published()).toReversed();
    await sendAgain([...records, ...records]);
    await isRead();
    expect(await shownBy('current_acv')).toEqual(await current());
  });

  it('loses the segments that are withdrawn, and does not get them back from older records', async () => {
    const before = await published();
    const policy = join(folder, 'policy.json');
    await writeFile(policy, JSON.stringify(NARROWER));
    const url = stage.environment['DATABASE_URL'] ?? '';
    const restated = ['restate', '--policy', policy, '--database-url', url, '--snapshots-topic', stage.snapshots];
    expect(await acv(restated)).toMatchObject({ code: 0 });
    const snapshotter = await startApp('snapshotter', { ...stage.environment, POLICY_FILE: policy });
    await settled(stage, EVENTS.length);
    await snapshotter.end('SIGTERM');
    expect((await published()).filter(({ value }) => value === null)).not.toEqual([]);

    await sendAgain(before);
    await isRead();
    expect(await shownBy('current_acv')).toEqual(await current());
  });

  it('misses nothing when it is killed before a record is stored, and started again after more have come', async () => {
    const records = [...latestByKey(await published()).values()];
    const half = records.length / 2;
    await kept.query('TRUNCATE acv_snapshot');
    const lock = await kept.connect();
    try {
      await lock.query('BEGIN; LOCK TABLE acv_snapshot IN EXCLUSIVE MODE');
      await sendAgain(records.slice(0, half));
      // By another connection: within a transaction the view stays as it was when it was first read.
      await eventually('a record waits to be stored', async () => (await kept.query(WAITING)).rows.length > 0);
      await subscriber.kill();
      // The server would still store what the killed program has sent.
      await kept.query(`SELECT pg_terminate_backend(pid) FROM (${WAITING}) AS waiting`);
    } finally {
      lock.release(true);
    }
    await sendAgain(records.slice(half));

    subscriber.start();
    await isRead();
    expect(await shownBy('current_acv')).toEqual(await current());
  });
});

describe('the SQL of docs/how-to/subscribe.md, over all records', () => {
  it('shows the current revision of every segment, although the table has all records in any order', async () => {
    for (const { key, value, headers } of await published()) {
      const row = [String(key), headers['ce_sequence'], value === null ? null : String(value)];
      await kept.query('INSERT INTO received (key, sequence, value) VALUES ($1, $2, $3)', row);
    }
    expect(await shownBy('current_received')).toEqual(await current());
  });
});
