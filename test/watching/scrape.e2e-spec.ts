import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { METRICS } from '@app/platform';
import { BOARDS } from '../../deploy/watching/dashboards/panels.ts';
import { type App, endApps, eventually, readinessOf, runApp, startApp } from '../e2e/support/app.ts';
import { built } from '../e2e/support/built.ts';
import { composeService, root } from '../e2e/support/compose.ts';
import { openStage, settled, type Stage } from '../e2e/support/stage.ts';
import { isDelivered, startStripeWebhooks } from '../e2e/support/stripe-webhooks.ts';
import { type Prometheus, startPrometheus } from './prometheus.ts';

const { EVENTS_FILE = '' } = composeService('producer').environment;
const EVENTS = gunzipSync(readFileSync(join(root, EVENTS_FILE))).toString().trimEnd().split('\n').length;

/** The metrics that this run gives no reason to expose. */
const SILENT: Readonly<Record<string, string>> = {
};

let stage: Stage;
let prometheus: Prometheus;

beforeAll(async () => {
  await built();
  stage = await openStage();
  await runApp('producer', { ...stage.environment, EVENTS_PER_SECOND: '0' });
  const apps: Readonly<Record<string, App>> = {
    processor: await startApp('processor', stage.environment),
    snapshotter: await startApp('snapshotter', stage.environment),
    api: await startApp('api', { ...stage.environment, API_PORT: '0' }),
    webhooks: await startStripeWebhooks(stage, `${stage.input}-webhooks`),
  };
  const targets = Object.entries(apps).map(([name, { url }]) => [name, new URL(url).host] as const);
  prometheus = await startPrometheus(Object.fromEntries(targets));
  for (const app of Object.values(apps))
    await eventually('a ready service', async () => (await readinessOf(app)).code === 200, { app });
  await isDelivered(apps['webhooks'] as App, '{}');
  await settled(stage, EVENTS);
  await eventually('every service is scraped', async () => (await prometheus.series('up == 1')) === targets.length);
});

afterAll(async () => {
  await prometheus?.stop();
  await endApps();
  await stage?.close();
});

describe('a Prometheus that scrapes every service of a run', () => {
  it('evaluates every alert without an error', async () => {
    const rules = await prometheus.rules();
    expect(rules.filter(({ health }) => health !== 'ok').map(({ name, lastError }) => `${name}: ${lastError}`)).toEqual([]);
    expect(rules.length).toBeGreaterThan(15);
  });

  it.each(BOARDS)('answers every query of the dashboard $uid', async ({ panels }) => {
    for (const { queries } of panels)
      for (const { expr } of queries) await prometheus.series(expr.replaceAll('$__rate_interval', '5m'));
  });

  it('has series of every metric but those that have nothing to say', async () => {
    const silent: string[] = [];
    for (const { name } of Object.values(METRICS))
      if ((await prometheus.series(`{__name__=~"${name}(_count)?"}`)) === 0) silent.push(name);
    expect(silent).toEqual(Object.keys(SILENT));
  });
});
