import 'reflect-metadata';
import { createHmac } from 'node:crypto';
import { type KeyedRecord, NotAcknowledgedError } from '@app/messaging';
import { createLogger, loadSettings } from '@app/platform';
import { createMetrics } from '@app/platform/service';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AcceptWebhook } from './ingest/accept-webhook.ts';
import { doorsOf } from './systems/doors-of.ts';
import { webhooksApp } from './webhooks-app.ts';
import { webhooksSettings } from './webhooks-settings.ts';

const SECRET = 'whsec_for-the-tests';
const LOGIN = 'zuora:callout-password';
const NOW = new Date('2026-03-01T12:00:00Z');
const BODY = '{"id":"evt_1","data":{"object":{"id":"sub_1"}}}';

const apps: NestFastifyApplication[] = [];
afterEach(() => Promise.all(apps.splice(0).map((app) => app.close())));

type Sent = Readonly<{ topic: string; record: KeyedRecord; withinMs: number }>;

const opened = async (environment: Readonly<Record<string, string>> = {}, fault: Error | null = null) => {
  const loaded = loadSettings(webhooksSettings, {
    KAFKA_BROKERS: 'k:1',
    STRIPE_WEBHOOK_SECRETS: SECRET,
    ZUORA_WEBHOOK_SECRETS: LOGIN,
    WEBHOOKS_BODY_LIMIT: '2048',
    ...environment,
  });
  if (!loaded.isValid) throw new Error(loaded.faults.join());
  const sent: Sent[] = [];
  const logged: string[] = [];
  const metrics = createMetrics({ withProcess: false });
  const accepting = new AcceptWebhook({
    doors: doorsOf(loaded.settings),
    metrics,
    send: (topic, record, withinMs) => {
      sent.push({ topic, record, withinMs });
      return fault === null ? Promise.resolve() : Promise.reject(fault);
    },
  });
  const logger = createLogger({
    name: 't',
    level: 'warn',
    output: { write: (line: string) => void logged.push(line) },
  });
  const app = await webhooksApp({ accepting, clock: { now: () => NOW }, logger, metrics }, loaded.settings.server);
  apps.push(app);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return { app, sent, logged, metrics };
};

const signature = (body: string | Buffer): string => {
  const at = String(NOW.getTime() / 1000);
  return `t=${at},v1=${createHmac('sha256', SECRET).update(`${at}.`).update(body).digest('hex')}`;
};

type Asked = Readonly<{
  url?: string;
  body?: string | Buffer;
  headers?: Readonly<Record<string, string>>;
  ip?: string;
}>;

const post = async (app: NestFastifyApplication, { url = '/ingest/stripe', body = BODY, headers, ip }: Asked = {}) => {
  const answer = await app.inject({
    method: 'POST',
    url,
    payload: body,
    remoteAddress: ip ?? '192.0.2.1',
    headers: { 'content-type': 'application/json', 'stripe-signature': signature(body), ...headers },
  });
  return { status: answer.statusCode, headers: answer.headers, body: answer.body };
};

const problemOf = ({ headers, body }: Awaited<ReturnType<typeof post>>): unknown => {
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  return JSON.parse(body);
};

describe('POST /ingest/<system>', () => {
  it('produces the body byte for byte, whatever is in it, and answers 200', async () => {
    const { app, sent } = await opened();
    const bodies = [Buffer.from(BODY), Buffer.from(' {"a" : 1.0}\r\n\0'), Buffer.from([0xff, 0xfe, 0x00, 0x80])];
    for (const body of bodies)
      expect(await post(app, { body })).toMatchObject({ status: 200, body: '{"success":true}' });
    expect(sent.map(({ record }) => record.value)).toEqual(bodies);
    expect(sent[0]).toMatchObject({ topic: 'billing.stripe.v1', record: { key: Buffer.from('sub_1') } });
  });

  it('keeps what a translator could need in headers of the record', async () => {
    const { app, sent } = await opened();
    await post(app, { headers: { 'content-type': 'application/json; charset=utf-8', 'x-other': 'dropped' } });
    const texts = Object.entries(sent[0]?.record.headers ?? {}).map(([name, value]) => [name, value.toString()]);
    expect(Object.fromEntries(texts)).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'webhook-system': 'stripe',
      'webhook-received-at': '2026-03-01T12:00:00.000Z',
    });
  });

  it('waits for the brokers for four fifths of the patience of the vendor', async () => {
    const { app, sent } = await opened({ STRIPE_WEBHOOK_PATIENCE: '20s' });
    await post(app);
    expect(sent[0]?.withinMs).toBeGreaterThan(14_000);
    expect(sent[0]?.withinMs).toBeLessThanOrEqual(16_000);
  });

  it('answers 503 with Retry-After if the brokers do not acknowledge', async () => {
    const { app } = await opened({}, new NotAcknowledgedError('frozen'));
    const answer = await post(app);
    expect(problemOf(answer)).toMatchObject({ status: 503 });
    expect(answer.headers['retry-after']).toBe('10');
    expect(answer.body).not.toContain('frozen');
  });

  it('answers 500 without the text of a fault, which is logged', async () => {
    const { app, logged } = await opened({}, new Error('inner workings'));
    const answer = await post(app);
    expect(problemOf(answer)).toEqual({
      ...{ type: 'about:blank', title: 'Internal Server Error', status: 500 },
      detail: 'this request hit a bug; the log of the server has the details',
    });
    expect(logged.join('')).toContain('inner workings');
  });

  it('answers a bad signature with 401, in the same words whatever is wrong', async () => {
    const { app, sent } = await opened();
    const stale = signature(BODY).replace('t=1', 't=2');
    const wrong = [{ 'stripe-signature': '' }, { 'stripe-signature': 'v1=1' }, { 'stripe-signature': stale }];
    const answers = [await post(app, { body: `${BODY} `, headers: { 'stripe-signature': signature(BODY) } })];
    for (const headers of wrong) answers.push(await post(app, { headers }));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(answers[0] && problemOf(answers[0])).toMatchObject({ status: 401, title: 'Unauthorized' });
    expect(sent).toEqual([]);
  });

  it('asks for a login where the system has no signature: Zuora sends it only then', async () => {
    const { app, sent } = await opened();
    const asked = await post(app, { url: '/ingest/zuora' });
    expect([asked.status, asked.headers['www-authenticate']]).toEqual([401, 'Basic realm="webhooks", charset="UTF-8"']);
    const authorization = `Basic ${Buffer.from(LOGIN).toString('base64')}`;
    expect((await post(app, { url: '/ingest/zuora', headers: { authorization } })).status).toBe(200);
    expect(sent).toHaveLength(1);
  });

  it('takes a token in the URL where the system can send no header', async () => {
    const { app } = await opened({ KILLBILL_WEBHOOK_SECRETS: 'a-token-of-kill-bill' });
    expect((await post(app, { url: '/ingest/killbill?token=a-token-of-kill-bill' })).status).toBe(200);
    expect((await post(app, { url: '/ingest/killbill?token=a-token-of-kill-bull' })).status).toBe(401);
    expect((await post(app, { url: '/ingest/killbill?token=a&token=a-token-of-kill-bill' })).status).toBe(401);
  });

  it('answers 404 for systems that are not set up or unknown, and for other paths and methods', async () => {
    const { app } = await opened();
    const urls = [
      '/ingest/paddle',
      '/ingest/unknown',
      '/ingest/',
      '/',
      '/ingest/stripe/x',
      `/ingest/${'x'.repeat(90)}`,
    ];
    for (const url of urls) expect(problemOf(await post(app, { url }))).toMatchObject({ status: 404 });
    expect((await app.inject({ method: 'GET', url: '/ingest/stripe' })).statusCode).toBe(404);
  });

  it('answers what the framework refuses before any route as a problem too', async () => {
    const { app } = await opened();
    expect(problemOf(await post(app, { url: '/ingest/%zz' }))).toMatchObject({ status: 400 });
    expect(problemOf(await post(app, { url: `/ingest/${'x'.repeat(101)}` }))).toMatchObject({ status: 414 });
  });

  it('answers 413 above the limit of bytes, and takes a body of exactly that many', async () => {
    const { app, sent } = await opened();
    expect((await post(app, { body: 'x'.repeat(2_048) })).status).toBe(200);
    expect(problemOf(await post(app, { body: 'x'.repeat(2_049) }))).toMatchObject({ status: 413 });
    expect(sent).toHaveLength(1);
  });

  it('answers 415 for bodies that no billing system sends, or that are compressed', async () => {
    const { app } = await opened();
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/octet-stream'])
      expect(problemOf(await post(app, { headers: { 'content-type': type } }))).toMatchObject({ status: 415 });
    expect(problemOf(await post(app, { headers: { 'content-encoding': 'gzip' } }))).toMatchObject({ status: 415 });
  });

  it('answers 400 for an empty body that is signed', async () => {
    const { app } = await opened();
    expect(problemOf(await post(app, { body: '' }))).toMatchObject({ status: 400 });
  });

  it('answers 429 to an address that sends too many, and goes on with the others', async () => {
    const { app } = await opened({ WEBHOOKS_REQUESTS_PER_MINUTE: '2' });
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await post(app, { headers: { 'stripe-signature': '' } })).status);
    expect(statuses).toEqual([401, 401, 429]);
    const refused = await post(app);
    expect(problemOf(refused)).toMatchObject({ status: 429 });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await post(app, { url: '/nowhere' })).status).toBe(429);
    expect((await post(app, { headers: { 'content-encoding': 'gzip' } })).status).toBe(429);
    expect((await post(app, { headers: { 'x-forwarded-for': '192.0.2.9' } })).status).toBe(429);
    expect((await post(app, { ip: '192.0.2.2' })).status).toBe(200);
  });

  it('counts the address that a trusted proxy names', async () => {
    const { app } = await opened({ WEBHOOKS_REQUESTS_PER_MINUTE: '2', WEBHOOKS_TRUSTED_PROXIES: '192.0.2.0/24' });
    const via = (address: string) => post(app, { headers: { 'x-forwarded-for': address } });
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await via('198.51.100.1')).status);
    expect([...statuses, (await via('198.51.100.2')).status]).toEqual([200, 200, 429, 200]);
  });

  it('counts requests by system and outcome, and the bytes of accepted ones', async () => {
    const { app, metrics } = await opened();
    await post(app);
    await post(app, { headers: { 'stripe-signature': '' } });
    await post(app, { url: '/ingest/paddle' });
    await post(app, { url: '/ingest/%00' });
    const text = await metrics.registry.metrics();
    expect(text).toContain('acv_webhook_requests_total{system="stripe",outcome="accepted"} 1');
    expect(text).toContain('acv_webhook_requests_total{system="stripe",outcome="unauthenticated"} 1');
    expect(text).toContain('acv_webhook_requests_total{system="none",outcome="unknown"} 2');
    expect(text).toContain(`acv_webhook_accepted_bytes_total{system="stripe"} ${BODY.length}`);
    expect(text).toContain('acv_webhook_acknowledge_seconds_count{system="stripe"} 1');
  });

  it('logs no secret and no body', async () => {
    const { app, logged } = await opened({ LOG_LEVEL: 'trace' }, new Error('a fault'));
    await post(app);
    await post(app, { headers: { 'stripe-signature': '' } });
    expect(logged.length).toBeGreaterThan(0);
    for (const text of [SECRET, LOGIN, 'evt_1', signature(BODY)]) expect(logged.join('')).not.toContain(text);
  });
});

describe('doorsOf', () => {
  it('refuses to start without any system, and names the settings', async () => {
    const none = { STRIPE_WEBHOOK_SECRETS: '', ZUORA_WEBHOOK_SECRETS: '' };
    await expect(opened(none)).rejects.toThrow(/at least one of STRIPE_WEBHOOK_SECRETS, .*KILLBILL_WEBHOOK_SECRETS$/);
  });
});
