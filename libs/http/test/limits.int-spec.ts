import { request } from 'node:http';
import { connect } from 'node:net';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from '@app/domain';
import { created, day, term } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { batch } from '../../../test/builders/records.ts';
import { serve, type Served } from '../../../test/builders/served.ts';
import { withServedStore } from '../../../test/builders/served-book.ts';
import { built } from '../../../test/e2e/support/built.ts';

const POLICY = '/api/v1/policy';

let store: OpenStore;
let api: Served;

// The viewer of the reference is a part of the build.
beforeAll(built);

withServedStore((served) => {
  ({ store, api } = served);
});

/** The status of a request with a `Host` that fetch would not send. */
const statusFor = (host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const asked = request(`${api.url}${POLICY}`, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on('error', reject);
    asked.end();
  });

describe('an answer', () => {
  const tagOf = async (path: string): Promise<string> => (await api.get(path)).headers.get('etag') ?? '';

  it('has a tag of the books and of the question, by which it is not sent twice', async () => {
    const tag = await tagOf(POLICY);
    const again = await api.get(POLICY, { 'if-none-match': tag });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
    expect(again.headers.get('cache-control')).toBe('no-cache');
    const others = ['/api/v1/dimensions', '/api/v1/dimensions?limit=1', '/api/v1/dimensions.csv'];
    expect(new Set([tag, ...(await Promise.all(others.map(tagOf)))]).size).toBe(4);
  });

  it('has another tag once an event, a take or a rate changed the books', async () => {
    const tags = [await tagOf(POLICY)];
    await store.apply(batch([created({ term: term('2025-01-01', null) })]));
    await store.fold();
    tags.push(await tagOf(POLICY));
    await store.take(day('2025-01-10'));
    tags.push(await tagOf(POLICY));
    await store.books.storeRates([{ currency: 'EUR', date: day('2025-01-01'), rate: new Decimal('1.1') }]);
    tags.push(await tagOf(POLICY));
    expect(new Set(tags).size).toBe(4);
  });

  it('is protected: nothing inline, nothing from elsewhere, no frame, no guessing of types', async () => {
    const { headers } = await api.get(POLICY);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

/** Sends a request of which the end never comes; resolves to what was answered once the connection is closed. */
const answerToSlow = (url: string, start: string): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write(start));
    let read = '';
    socket.on('data', (chunk: Buffer) => (read += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(read));
  });

describe('a sender that takes too long', () => {
  it.each([
    ['headers', `GET ${POLICY} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: `],
    [
      'a body',
      'POST /session HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n{"token',
    ],
  ])('with %s is cut off, and others are answered meanwhile', async (_what, start) => {
    const impatient = await serve(store, { requestTimeoutMs: 1_000 });
    try {
      const slow = answerToSlow(impatient.url, start);
      expect((await impatient.get(POLICY)).status).toBe(200);
      expect(await slow).toMatch(/^HTTP\/1\.1 408 /);
    } finally {
      await impatient.close();
    }
  });
});

describe('a request', () => {
  it.each([
    ['a path that cannot be decoded', '/api/v1/%', 400],
    ['a path that is too long', `/api/v1/${'a'.repeat(20_000)}`, 431],
    ['no resource', '/api/v2/policy', 404],
  ])('with %s is a problem', async (_what, path, status) => {
    const answer = await api.get(path);
    expect(answer.status).toBe(status);
    // What Node refuses itself has no body.
    if (status !== 431) expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('with a body that is too long, or no JSON, is a problem', async () => {
    const sent = (body: string): Promise<Response> =>
      fetch(`${api.url}/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    for (const [body, status] of [
      [JSON.stringify({ token: 'a'.repeat(70_000) }), 413],
      ['{', 400],
    ] as const) {
      const answer = await sent(body);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        status,
        expect.stringMatching(/^application\/problem\+json/),
      ]);
    }
  });

  it('reaches an API without tokens only by a name of this machine', async () => {
    expect(await statusFor('localhost:1234')).toBe(200);
    expect(await statusFor('evil.example')).toBe(403);
  });

  it('over the limit of its address is a problem that says when to come again', async () => {
    const limited = await serve(store, { requestsPerMinute: 2 });
    try {
      const statuses = [];
      for (let n = 0; n < 3; n += 1) statuses.push((await limited.get(POLICY)).status);
      expect(statuses).toEqual([200, 200, 429]);
      const answer = await limited.get(POLICY);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await limited.get('/nowhere')).status).toBe(429);
    } finally {
      await limited.close();
    }
  });

  it('over the limit of the address that a trusted proxy names, and of no other', async () => {
    const limited = await serve(store, { requestsPerMinute: 1, trustedProxies: ['127.0.0.1'] });
    try {
      const statusOf = async (address: string) => (await limited.get(POLICY, { 'x-forwarded-for': address })).status;
      expect([await statusOf('192.0.2.1'), await statusOf('192.0.2.2')]).toEqual([200, 200]);
      expect([await statusOf('192.0.2.1'), await statusOf('192.0.2.3')]).toEqual([429, 200]);
    } finally {
      await limited.close();
    }
  });

  it('names another address in vain without a trusted proxy', async () => {
    const limited = await serve(store, { requestsPerMinute: 1 });
    try {
      const statusOf = async (address: string) => (await limited.get(POLICY, { 'x-forwarded-for': address })).status;
      expect([await statusOf('192.0.2.1'), await statusOf('192.0.2.2')]).toEqual([200, 429]);
    } finally {
      await limited.close();
    }
  });

  it('that waits for the store too long is given up', async () => {
    const hasty = await serve(store, { statementTimeoutMs: 100 });
    try {
      await store.database.transaction('READ COMMITTED', async ({ query }) => {
        await query('LOCK TABLE store IN ACCESS EXCLUSIVE MODE');
        const answer = await hasty.get(POLICY);
        expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
        expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('given up') });
      });
    } finally {
      await hasty.close();
    }
  });
});

describe('the reference', () => {
  it('is a page with everything that it needs on this server', async () => {
    const page = await api.get('/reference');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'; style-src");
    const text = await page.text();
    const parts = [...text.matchAll(/src="([^"]+)"/g)].map(([, src = '']) => src);
    expect(parts).toHaveLength(2);
    for (const part of [...parts, '/reference/openapi.json']) expect((await api.get(part)).status).toBe(200);
    expect(text).not.toMatch(/https?:/);
    expect(await (await api.get('/reference/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' });
  });
});
