import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Kpi, SnapshotsAnswer } from '@app/wire/answers';
import { formatsFor } from '@app/wording';
import { openPage, startBrowser, visit } from '../browser/support/browser.ts';
import { siteOf } from '../browser/support/site.ts';
import { acv } from '../conformance/acv-process.ts';
import { type App, endApps, eventually, metricOf, readinessOf, runApp, startApp } from './support/app.ts';
import { built } from './support/built.ts';
import { comparable, comparableContracts, type Replayed, replayed, revisionsOf } from './support/books.ts';
import { composeService, root } from './support/compose.ts';
import { allRecords, type JsonObject, jsonOf, latestByKey } from './support/published.ts';
import { openStage, settled, type Stage } from './support/stage.ts';

const { EVENTS_FILE = '' } = composeService('producer').environment;
const events = gunzipSync(readFileSync(join(root, EVENTS_FILE)))
  .toString()
  .trimEnd()
  .split('\n');

let stage: Stage;
let sent: string;
let expected: Replayed;
let processor: App;
let snapshotter: App;

beforeAll(async () => {
  await built();
  stage = await openStage();
  const { environment } = stage;
  // Before the services start, so that all of it is a first load.
  sent = (await runApp('producer', { ...environment, EVENTS_PER_SECOND: '0' })).output;
  [processor, snapshotter] = await Promise.all([
    startApp('processor', environment),
    startApp('snapshotter', environment),
  ]);
  await eventually('a ready processor', async () => (await readinessOf(processor)).code === 200, { app: processor });
  expected = await replayed(stage, EVENTS_FILE);
  await settled(stage, events.length);
});
afterAll(async () => {
  await endApps();
  // Undefined if it could not be opened; the test reports that error already.
  await stage?.close();
});

describe('The sample book, through Kafka and through a replay', () => {
  it('gives the same snapshots', async () => {
    const published = [...latestByKey(await allRecords(stage.kafka, stage.snapshots)).values()].map(jsonOf);
    expect(expected.snapshots.length).toBeGreaterThan(100);
    expect(comparable(published)).toEqual(comparable(expected.snapshots));
    expect(revisionsOf(published)).toEqual(revisionsOf(expected.snapshots));
    expect(await stage.query('SELECT DISTINCT revision FROM snapshot')).toEqual([{ revision: 1 }]);
  });

  it('shows one figure everywhere: topic, file, API, KPI, command, page and report', async () => {
    const [period, dimension] = ['2025-08', 'all'];
    const isOurs = (record: JsonObject): boolean => record['period'] === period && record['dimension'] === dimension;
    const published = [...latestByKey(await allRecords(stage.kafka, stage.snapshots)).values()].map(jsonOf);
    const url = stage.environment['DATABASE_URL'] ?? '';
    const command = async (...args: readonly string[]): Promise<string> =>
      (await acv([...args, '--period', period, '--database-url', url])).stdout;
    const site = await siteOf(url);
    const browser = await startBrowser();
    try {
      const { data } = await site.json<SnapshotsAnswer>(`snapshots?from=${period}&to=${period}&dimension=${dimension}`);
      const kpi = await fetch(`${site.url}/api/ontology/sales/avg_contract_value.json?period=${period}`);
      const { value } = (await kpi.json()) as Kpi;
      const explained = JSON.parse(await command('explain', '--json')) as Readonly<{
        figures: Readonly<{ acv: string }>;
      }>;
      const exact = {
        topic: published.find(isOurs)?.['acv'],
        file: expected.snapshots.find(isOurs)?.['acv'],
        api: data[0]?.acv,
        kpi: value.current,
        command: explained.figures.acv,
      };
      const figure = data[0]?.acv ?? '';
      expect(figure).toMatch(/^\d+\.\d{4}$/);
      expect(Object.values(exact)).toEqual(Object.values(exact).map(() => figure));
      // People read it rounded: on the page, in the report that it links to, and in the one that the command writes.
      const { whole } = formatsFor('en-US', 'USD');
      const { page } = await openPage(browser);
      await visit(page, `${site.url}/?period=${period}`);
      expect(await page.locator('.figures .value').first().innerText()).toBe(whole(figure));
      const linked = await (await fetch(`${site.url}/api/v1/report?period=${period}`)).text();
      expect(linked).toContain(`<td>${whole(figure)}</td>`);
      expect((await command('report', '--out', '-')).trim()).toBe(linked.trim());
    } finally {
      await Promise.all([browser.close(), site.stop()]);
    }
  });

  it('gives the same contracts', async () => {
    const published = [...latestByKey(await allRecords(stage.kafka, stage.contracts)).values()].map(jsonOf);
    expect(published.length).toBeGreaterThan(300);
    expect(comparableContracts(published)).toEqual(comparableContracts(expected.contracts));
  });

  it('refuses the same events, byte for byte', async () => {
    const letters = await allRecords(stage.kafka, `${stage.input}.dlq`);
    const of = (code: unknown, message: unknown, value: string) => JSON.stringify([code, message, value]);
    const refused = letters.map(({ headers, value }) =>
      of(
        headers['__connect.errors.exception.class.name'],
        headers['__connect.errors.exception.message'],
        String(value),
      ),
    );
    expect(refused.toSorted()).toEqual(
      expected.refused.map(({ code, message, line }) => of(code, message, events[line - 1] ?? '')).toSorted(),
    );
    const rows = await stage.query<{ code: string; message: string; value: Buffer }>(
      'SELECT code, message, value FROM refused',
    );
    expect(rows.map(({ code, message, value }) => of(code, message, String(value))).toSorted()).toEqual(
      refused.toSorted(),
    );
  });

  it('counts the outcome of every record', async () => {
    expect(sent).toContain(`"sent":${events.length}`);
    const count = (labels: string) => metricOf(processor, `acv_events_total{${labels}}`);
    const counts = await Promise.all([
      count('type="created",outcome="accepted"'),
      count('type="amended",outcome="accepted"'),
      count('type="cancelled",outcome="accepted"'),
      count('type="any",outcome="repeated"'),
      count('type="any",outcome="refused"'),
    ]);
    expect(counts.reduce((sum, n) => (sum ?? 0) + (n ?? 0), 0)).toBe(events.length);
    expect(counts[4]).toBe(expected.refused.length);
    expect(await metricOf(processor, 'acv_refused_total{code="not_json"}')).toBe(1);
    expect(await metricOf(snapshotter, 'acv_snapshot_seconds_count')).toBeGreaterThan(0);
  });

  it('is watched: both services are live and ready, and name their checks', async () => {
    for (const app of [processor, snapshotter]) {
      expect((await fetch(`${app.url}/health/live`)).status).toBe(200);
      expect((await readinessOf(app)).body).toMatchObject({ status: 'ready', checks: { database: { status: 'up' } } });
    }
    const checks = Object.keys((await readinessOf(processor)).body.checks);
    expect(checks).toEqual(expect.arrayContaining(['database', 'folding', 'kafka', 'partitions']));
  });

  it('changes nothing when it is sent again', async () => {
    const [before] = await stage.query<{ ledger: string; snapshots: string }>(BOOKS);
    await runApp('producer', { ...stage.environment, EVENTS_PER_SECOND: '0' });
    await settled(stage, 2 * events.length);
    expect(await stage.query(BOOKS)).toEqual([before]);
  });

  it('ends within ten seconds of SIGTERM when nothing is left to do', async () => {
    const ends = await Promise.all([processor.end('SIGTERM'), snapshotter.end('SIGTERM')]);
    for (const { code, ms } of ends) {
      expect(code).toBe(0);
      expect(ms).toBeLessThan(10_000);
    }
  });
});

const BOOKS = `
SELECT (SELECT count(*) FROM ledger) AS ledger, (SELECT count(*) FROM snapshot) AS snapshots,
  (SELECT sum(revision) FROM contract) AS revisions`;
