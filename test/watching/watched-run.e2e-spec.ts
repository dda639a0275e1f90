import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { METRICS } from '@app/platform';
import { BOARDS } from '../../deploy/watching/dashboards/panels.ts';
import { type App, endApps, eventually, readinessOf, runApp, startApp } from '../e2e/support/app.ts';
import { built } from '../e2e/support/built.ts';
import { composeService, root } from '../e2e/support/compose.ts';
import { loadOf } from '../e2e/support/load.ts';
import { allRecords } from '../e2e/support/published.ts';
import { openStage, settled, type Stage } from '../e2e/support/stage.ts';
import { isDelivered, startStripeWebhooks } from '../e2e/support/stripe-webhooks.ts';
import { produce } from '../services/kafka.ts';
import { type Collector, startCollector } from './collector.ts';
import { type Prometheus, startPrometheus } from './prometheus.ts';

const { EVENTS_FILE = '' } = composeService('producer').environment;
const EVENTS = gunzipSync(readFileSync(join(root, EVENTS_FILE)))
  .toString()
  .trimEnd()
  .split('\n').length;

/** The metrics that a sound run may have no series of, and why. */
const SILENT: Readonly<Record<string, string>> = {
  acv_payloads_ignored_total: 'the events are no payloads of a billing system',
  acv_payload_notes_total: 'the events are no payloads of a billing system',
  acv_missing_rate_customers: 'there is a rate for every currency',
  acv_retries_total: 'nothing failed',
  acv_certificate_expires_timestamp_seconds: 'the services name no certificates',
  acv_outbox_depth: 'the outbox is empty',
  acv_outbox_age_seconds: 'the outbox is empty',
  acv_relay_errors_total: 'nothing failed',
};

/** The span of the billing system in which it sent the last event. */
const SENT = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const traceparentOf = ({ traceId, spanId }: Readonly<{ traceId: string; spanId: string }>): string =>
  `00-${traceId}-${spanId}-01`;

let stage: Stage;
let collector: Collector;
let prometheus: Prometheus;

beforeAll(async () => {
  await built();
  [stage, collector] = await Promise.all([openStage(), startCollector()]);
  await runApp('producer', { ...stage.environment, EVENTS_PER_SECOND: '0' });
  const traced = { ...stage.environment, OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint };
  const apps: Readonly<Record<string, App>> = {
    processor: await startApp('processor', traced),
    snapshotter: await startApp('snapshotter', traced),
    api: await startApp('api', { ...stage.environment, API_PORT: '0' }),
    webhooks: await startStripeWebhooks(stage, `${stage.input}-webhooks`),
  };
  const targets = Object.entries(apps).map(([name, { url }]) => [name, new URL(url).host] as const);
  prometheus = await startPrometheus(Object.fromEntries(targets));
  for (const app of Object.values(apps))
    await eventually('a ready service', async () => (await readinessOf(app)).code === 200, { app });
  await isDelivered(apps['webhooks'] as App, '{}');
  await settled(stage, EVENTS);
  const [{ key, value } = { key: '', value: '' }] = loadOf(1, 1).lines;
  await produce(stage.kafka, stage.input, [{ key, value, headers: { traceparent: traceparentOf(SENT) } }]);
  await settled(stage, EVENTS + 1);
  await eventually('every service is scraped', async () => (await prometheus.series('up == 1')) === targets.length);
});

afterAll(async () => {
  await prometheus?.stop();
  collector?.stop();
  await endApps();
  await stage?.close();
});

describe('a Prometheus that scrapes every service of a run', () => {
  it('evaluates every alert without an error', async () => {
    const rules = await prometheus.rules();
    expect(rules.filter(({ health }) => health !== 'ok').map(({ name, lastError }) => `${name}: ${lastError}`)).toEqual(
      [],
    );
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
    expect(silent.filter((name) => SILENT[name] === undefined)).toEqual([]);
    expect(
      Object.keys(SILENT).filter((name) => !Object.values(METRICS).some((metric) => metric.name === name)),
    ).toEqual([]);
  });
});

describe('the spans that services send', () => {
  it('lead from the span of an event by its batch, its fold and its take to the snapshots that it changed', async () => {
    const ofEvent = (name: string) =>
      collector.spans().filter((span) => span.name === name && span.links.some(({ spanId }) => spanId === SENT.spanId));
    for (const name of ['ingest', 'fold', 'take'])
      await eventually(`a span ${name} with a link to the event`, () => ofEvent(name).length > 0);
    const snapshots = await allRecords(stage.kafka, stage.snapshots);
    const named = new Set(ofEvent('take').map(traceparentOf));
    const changed = snapshots.filter(({ headers }) => named.has(headers['traceparent'] ?? ''));
    expect(changed.map(({ key }) => String(key))).toEqual(expect.arrayContaining([expect.stringContaining('all')]));
    const contracts = await allRecords(stage.kafka, stage.contracts);
    const folds = new Set(ofEvent('fold').map(traceparentOf));
    expect(contracts.filter(({ headers }) => folds.has(headers['traceparent'] ?? ''))).toHaveLength(1);
    const takes = new Set(ofEvent('take').map(({ spanId }) => spanId));
    const isOfTake = (links: readonly Readonly<{ spanId: string }>[]) => links.some(({ spanId }) => takes.has(spanId));
    await eventually('a span of the relay with a link to the take', () =>
      collector.spans().some(({ name, links }) => name === `publish ${stage.snapshots}` && isOfTake(links)),
    );
  });
});
