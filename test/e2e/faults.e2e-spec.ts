import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { produce } from '../services/kafka.ts';
import { type App, endApps, eventually, metricOf, readinessOf, runApp, startApp } from './support/app.ts';
import { built } from './support/built.ts';
import { loadOf } from './support/load.ts';
import { openStage, processed, type Stage } from './support/stage.ts';

const load = loadOf(12_000, 300, 2);
const [poisoned] = load.lines.filter(({ value }) => value.includes('subscription.amended'));
const poison: string = JSON.parse(poisoned?.value ?? '{}').id;

let stage: Stage;

beforeAll(() => built());
beforeEach(async () => {
  stage = await openStage();
});
afterEach(async () => {
  await endApps();
  // Undefined if it could not be opened; the test reports that error already.
  await stage?.close();
});

const start = (more: Readonly<Record<string, string>> = {}): Promise<App> =>
  startApp('processor', { ...stage.environment, KAFKA_GROUP_ID: `${stage.input}-${Date.now()}`, ...more });

const isReady = async (app: App): Promise<boolean> => (await readinessOf(app)).code === 200;

/** Why the check is down. Empty if it is up. */
const reasonOf = async (app: App, check: string): Promise<string> =>
  (await readinessOf(app)).body.checks[check]?.reason ?? '';

const ledger = async (): Promise<number> => {
  const [row] = await stage.query<{ count: string }>('SELECT count(*) FROM ledger');
  return Number(row?.count);
};

/** Makes every transaction that would write the event fail with this SQLSTATE. */
const refuseInPostgres = (sqlstate: string): Promise<unknown> =>
  stage.query(`
    CREATE FUNCTION fail_one() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'made to fail' USING ERRCODE = '${sqlstate}'; END $$;
    CREATE TRIGGER fail_one BEFORE INSERT ON ledger FOR EACH ROW WHEN (NEW.id = '${poison}') EXECUTE FUNCTION fail_one()`);

const heal = (): Promise<unknown> => stage.query('DROP TRIGGER fail_one ON ledger');

const isPoisonIn = async (): Promise<boolean> =>
  (await stage.query(`SELECT FROM ledger WHERE id = '${poison}'`)).length > 0;

describe('A batch whose transaction fails', () => {
  it('is retried until the failure ends, is never skipped, and does not hold up other partitions', async () => {
    const app = await start();
    await eventually('a ready processor', () => isReady(app), { app });
    await refuseInPostgres('53100');
    await produce(stage.kafka, stage.input, load.lines);
    await eventually('an unready processor', async () => !(await isReady(app)), { app });
    expect((await readinessOf(app)).body.checks['partitions']).toMatchObject({
      status: 'down',
      reason: expect.stringContaining('made to fail'),
    });
    const { length: all } = load.lines;
    await eventually('three partitions done', async () => {
      const rows = await stage.query<{ left: string }>('SELECT log_end - next_offset AS left FROM progress');
      return rows.length >= 3 && rows.filter(({ left }) => left === '0').length >= 3;
    });
    expect(await processed(stage)).toBeLessThan(all);
    expect(await isPoisonIn()).toBe(false);

    await heal();
    await eventually('all records', async () => (await processed(stage)) === all, { app });
    expect(await ledger()).toBe(load.valid);
    await eventually('a ready processor', () => isReady(app), { app });
  });

  it('is retried after an error that no list has, because ending the process would not mend it', async () => {
    const app = await start();
    await eventually('a ready processor', () => isReady(app), { app });
    await refuseInPostgres('P0001');
    await produce(stage.kafka, stage.input, load.lines);
    await eventually('a reason', async () => /made to fail/.test(await reasonOf(app, 'partitions')), { app });
    await heal();
    await eventually('all records', async () => (await processed(stage)) === load.lines.length, { app });
    expect(await ledger()).toBe(load.valid);
  });
});

/** Cuts every connection of the services to the store. */
const cutAll = (): Promise<unknown> =>
  stage.query(`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'acv-stream'`);

describe('Connections that are cut under load, also inside transactions', () => {
  it('end neither processor nor snapshotter, and nothing is lost or twice', async () => {
    const apps = [
      await start({ BATCH_MAX_RECORDS: '100' }),
      await startApp('snapshotter', { ...stage.environment, TAKE_INTERVAL_MS: '100' }),
    ];
    for (const app of apps) await eventually('a ready service', () => isReady(app), { app });
    await produce(stage.kafka, stage.input, load.lines);
    const { length: all } = load.lines;
    let cuts = 0;
    // Some cuts, not cuts without end: a batch needs longer than none.
    const cutSome = async (): Promise<boolean> => {
      await cutAll();
      cuts += 1;
      return cuts === 20;
    };
    await eventually('the cuts', cutSome, { everyMs: 200 });
    await eventually('all records', async () => (await processed(stage)) === all);
    expect(await ledger()).toBe(load.valid);
    for (const app of apps) await eventually('a ready service', () => isReady(app), { app });
    for (const app of apps) expect(await app.end('SIGTERM')).toMatchObject({ code: 0 });
  });
});

describe('SIGTERM under load', () => {
  it('ends the processor within ten seconds, and no record is processed twice', async () => {
    const app = await start({ BATCH_MAX_RECORDS: '100' });
    await produce(stage.kafka, stage.input, load.lines);
    await eventually('work', async () => (await processed(stage)) > 500, { everyMs: 5, app });
    const { code, ms } = await app.end('SIGTERM');
    expect(code).toBe(0);
    expect(ms).toBeLessThan(10_000);
    const before = await processed(stage);
    expect(before).toBeLessThan(load.lines.length);

    const next = await start();
    await eventually('all records', async () => (await processed(stage)) === load.lines.length, { app: next });
    expect(await metricOf(next, 'acv_events_total{type="any",outcome="already_done"}')).toBe(0);
    expect(await metricOf(next, 'acv_batch_records_sum')).toBe(load.lines.length - before);
    expect(await ledger()).toBe(load.valid);
  });
});

describe('A start', () => {
  it('waits for a missing database and broker, alive and not ready', async () => {
    const nobody = { DATABASE_URL: 'postgres://acv:acv@127.0.0.1:1/acv', KAFKA_BROKERS: '127.0.0.1:1' };
    const apps = await Promise.all([start(nobody), startApp('snapshotter', { ...stage.environment, ...nobody })]);
    for (const app of apps) {
      expect((await fetch(`${app.url}/health/live`)).status).toBe(200);
      await eventually('a reason', async () =>
        /ECONNREFUSED/.test((await readinessOf(app)).body.checks['database']?.reason ?? ''),
      );
      expect((await readinessOf(app)).code).toBe(503);
      expect(await app.end('SIGTERM')).toMatchObject({ code: 0 });
    }
  });

  it('waits for a database that is made later', async () => {
    const later = new URL(stage.environment['DATABASE_URL'] ?? '');
    later.pathname = `/acv_later_${Date.now()}`;
    const app = await start({ DATABASE_URL: later.href });
    await eventually('a reason', async () => /does not exist/.test(await reasonOf(app, 'database')), { app });
    await stage.query(`CREATE DATABASE ${later.pathname.slice(1)}`);
    await eventually('a ready processor', () => isReady(app), { app });
    expect(await app.end('SIGTERM')).toMatchObject({ code: 0 });
    await stage.query(`DROP DATABASE ${later.pathname.slice(1)}`);
  });

  it('is refused, with one line that names the setting, if the password is wrong', async () => {
    const wrong = new URL(stage.environment['DATABASE_URL'] ?? '');
    wrong.password = 'wrong';
    const { code, output } = await runApp('processor', { ...stage.environment, DATABASE_URL: wrong.href });
    expect(code).toBe(2);
    expect(output.split('\n').filter((line) => line !== '' && !line.startsWith('{'))).toEqual([
      expect.stringMatching(/^DATABASE_URL: .*password authentication failed/),
    ]);
  });

  it('is refused, with one clear line, if the store has another policy or a newer schema', async () => {
    const app = await start();
    await eventually('a ready processor', () => isReady(app), { app });
    await stage.query(`UPDATE store SET policy = policy || '{"timezone":"Europe/Berlin"}', policy_id = 'another'`);
    const other = await runApp('processor', stage.environment);
    expect(other.code).toBe(2);
    expect(other.output.split('\n').filter((line) => line !== '' && !line.startsWith('{'))).toEqual([
      'the store is valued by another policy: timezone is "Europe/Berlin" there, "UTC" here',
    ]);
    await stage.query(`INSERT INTO schema_migration (timestamp, name) VALUES (1, 'FromTheFuture')`);
    const newer = await runApp('snapshotter', stage.environment);
    expect(newer.code).toBe(2);
    expect(newer.output).toContain('the store has a newer schema than this program knows: FromTheFuture\n');
  });

  it('works for several processors at once on an empty database', async () => {
    const apps = await Promise.all([start(), start(), start()]);
    for (const app of apps) await eventually('a ready processor', () => isReady(app), { app });
  });

  it('is refused with one line for each unusable setting', async () => {
    const { code, output } = await runApp('processor', {
      ...stage.environment,
      DATABASE_URL: 'mysql://x',
      HTTP_PORT: 'x',
    });
    expect(code).toBe(2);
    expect(output).toMatch(/^DATABASE_URL is not usable.*\nHTTP_PORT is "x": expected .*\n$/);
  });
});
