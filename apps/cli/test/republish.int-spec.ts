import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseCivilDate } from '@app/domain';
import { eventFiles } from '@app/host';
import { Database, DATABASE_DEFAULTS, republish } from '@app/persistence';
import {
  type FreshDatabase,
  freshDatabase,
  type PostgresService,
  startPostgres,
} from '../../../test/services/postgres.ts';
import { replayAndReport } from '../src/replay/replay-and-report.ts';

const TOPICS = {
  contractsTopic: 'contracts',
  snapshotsTopic: 'snapshots',
  now: () => new Date('2025-01-01T00:00:00Z'),
};

type Waiting = Readonly<{ topic: string; key: string; value: string | null }>;

let service: PostgresService;
let fresh: FreshDatabase;
let database: Database;
const folder = mkdtempSync(join(tmpdir(), 'acv-republish-'));
const snapshots = join(folder, 'snapshots.jsonl');

const waiting = (topic: string): Promise<Waiting[]> =>
  database.query<Waiting>(
    `SELECT topic, convert_from(key, 'UTF8') AS key, convert_from(value, 'UTF8') AS value
     FROM outbox WHERE topic = $1 ORDER BY outbox_id`,
    [topic],
  );

const unasked = (): never => {
  throw new Error('The day is given.');
};

/** The first lines of the sample book, in a store that publishes nothing by itself. */
const fill = async (): Promise<void> => {
  const lines = gunzipSync(readFileSync(join(import.meta.dirname, '../../../samples/events.jsonl.gz')))
    .toString()
    .split('\n');
  const events = join(folder, 'events.jsonl');
  writeFileSync(events, lines.slice(0, 60).join('\n'));
  const source = await eventFiles('events', [events]);
  const input = { source, asOf: parseCivilDate('2024-03-31'), policy: null, rates: [] };
  const output = { snapshots, contracts: null, refused: null };
  const quiet = { show: () => undefined, done: () => undefined };
  await replayAndReport(database, input, output, { today: () => unasked(), progressLine: quiet });
};

beforeAll(async () => {
  service = await startPostgres();
  fresh = await freshDatabase(service);
  database = await Database.connect({ ...DATABASE_DEFAULTS, url: fresh.url });
  await fill();
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
  await service.stop();
  rmSync(folder, { recursive: true });
});

describe('republish', () => {
  it('puts the current state of every key into the outbox, once each', async () => {
    const counts = await republish(database, TOPICS);
    const contracts = await waiting('contracts');
    const heads = await database.query<{ contract_id: string; revision: number; record: string }>(
      'SELECT * FROM contract',
    );
    expect(counts.contracts).toBe(heads.length);
    expect(new Map(contracts.map(({ key, value }) => [key, JSON.parse(value ?? '')]))).toEqual(
      new Map(heads.map(({ contract_id, record, revision }) => [contract_id, { ...JSON.parse(record), revision }])),
    );
    const reported = readFileSync(snapshots, 'utf8').trim().split('\n');
    const published = (await waiting('snapshots')).map(({ value }) => value ?? '');
    expect(published.toSorted()).toEqual(reported.toSorted());
    expect(counts.snapshots).toBe(reported.length);
  });

  it('puts a tombstone for a withdrawn snapshot', async () => {
    await database.query('DELETE FROM outbox');
    await database.query(
      `INSERT INTO snapshot (grain, period, dimension, segment, revision, snapshot_id, status, reason,
         measured_on, as_of, emitted_at, take_id, content)
       SELECT grain, period, dimension, segment, revision + 1, 'withdrawn', 'withdrawn', 'policy',
         measured_on, as_of, emitted_at, take_id, content
       FROM snapshot WHERE period = '2024-02' AND dimension = 'all'`,
    );
    await republish(database, TOPICS);
    const of = (await waiting('snapshots')).filter(({ key }) => key === 'month|2024-02|all|all');
    expect(of.map(({ value }) => value)).toEqual([null]);
  });

  it('waits for folds and takes, so that no older state gets a higher number', async () => {
    await database.query('DELETE FROM outbox');
    for (const lock of [
      'SELECT FROM shard WHERE shard = 7 FOR UPDATE',
      'LOCK TABLE take_gate IN SHARE ROW EXCLUSIVE MODE',
    ]) {
      const order: string[] = [];
      const held = database.transaction('READ COMMITTED', async ({ query }) => {
        await query(lock);
        order.push('held');
        await sleep(700);
        order.push('released');
      });
      while (order.length === 0) await sleep(10);
      await republish(database, TOPICS).then(() => order.push('republished'));
      await held;
      expect(order).toEqual(['held', 'released', 'republished']);
    }
  });
});
