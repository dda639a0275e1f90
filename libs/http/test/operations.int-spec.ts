import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openAccess, type OpenAccess } from '@app/http';
import { republish } from '@app/persistence';
import { createLogger } from '@app/platform';
import { eventJson, mergedEventJson } from '@app/wire';
import { created, day, merged, term } from '../../../test/builders/events.ts';
import { type OpenStore, TOPICS } from '../../../test/builders/postgres-store.ts';
import { batch, fileBatch } from '../../../test/builders/records.ts';
import { serve, type Served } from '../../../test/builders/served.ts';
import { withStore } from '../../../test/builders/suite-store.ts';

const OPERATOR = 'the-token-of-operators';
const READER = 'the-token-of-readers';

const line = (name: string, scope: string, token: string): string =>
  `${name} ${scope} ${createHash('sha256').update(token).digest('hex')}\n`;

let store: OpenStore;
let folder: string;
let access: OpenAccess;
let api: Served;

// Registered first, because the store drops its database after all tests.
afterAll(async () => {
  access.close();
  await api.close();
  await rm(folder, { recursive: true });
});
withStore((opened) => {
  store = opened;
});
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'acv-tokens-'));
  const file = join(folder, 'tokens');
  await writeFile(file, `${line('ops', 'operate', OPERATOR)}${line('board', 'read', READER)}`);
  access = await openAccess(
    { host: '0.0.0.0', tokensFile: file, open: null },
    createLogger({ name: 'test', level: 'silent' }),
  );
  api = await serve(store, { access: access.access, operatesAs: 'acv_operator' });
});

const event = (id: string, changes: Parameters<typeof created>[0] = {}) =>
  created({ id, contract: id, term: term('2025-01-01', null), ...changes });

/** Records that an earlier program refused and that the one of today takes; returns their numbers. */
const refusedFormerly = async (texts: readonly string[]): Promise<readonly string[]> => {
  const rows = await store.database.query<{ id: string }>(
    `INSERT INTO refused (origin, partition, position, code, field, message, value, headers)
     SELECT 'events', 0, (SELECT count(*) FROM refused) + at, 'unknown_field', 'data.seats', 'data.seats is unknown',
       convert_to(text, 'UTF8'), '{}'
     FROM unnest($1::text[]) WITH ORDINALITY given(text, at) RETURNING refused_id::text AS id`,
    [texts],
  );
  return rows.map(({ id }) => id);
};

type Answer = Readonly<{ status: number; type: string; body: Readonly<Record<string, unknown>> }>;
type Posted = Readonly<{ token?: string | null; key?: string; to?: Served }>;

const post = async (
  path: string,
  body?: unknown,
  { token = OPERATOR, key, to = api }: Posted = {},
): Promise<Answer> => {
  const answer = await fetch(`${to.url}/api/v1/${path}`, {
    method: 'POST',
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  return { status: answer.status, type, body: (await answer.json()) as Answer['body'] };
};

const reader = { authorization: `Bearer ${READER}` };
const read = async (path: string) => (await api.json(`/api/v1/${path}`, reader)).body;
const audit = async () =>
  (await read('audit'))['data'] as readonly Readonly<{ who: string; action: string; result: string; answer: object }>[];
const stateOf = async (id: string) => (await read(`refused/${id}`))['state'];

let ids: readonly string[];
let at = 0;

beforeEach(async () => {
  at += 1;
  ids = await refusedFormerly([eventJson(event(`e-${at}`)), 'bad']);
});

const OPERATIONS = (): readonly (readonly [path: string, body: unknown])[] => [
  [`refused/${ids[0]}/redrive`, {}],
  ['refused/redrive', { code: 'unknown_field' }],
  [`refused/${ids[0]}/discard`, { reason: 'a test' }],
  ['republish', {}],
];

describe('an operation', () => {
  it('is for tokens with the scope operate: none or a wrong one is 401, one that reads is 403', async () => {
    for (const [path, body] of OPERATIONS()) {
      expect((await post(path, body, { token: null })).status).toBe(401);
      expect((await post(path, body, { token: `${OPERATOR}x` })).status).toBe(401);
      const answer = await post(path, body, { token: READER });
      expect([answer.status, answer.type]).toEqual([403, 'application/problem+json']);
      expect(answer.body['detail']).toBe('this needs a token with the scope operate (API_TOKENS_FILE)');
    }
    expect(await stateOf(ids[0] ?? '')).toBe('waiting');
  });

  it('is 403 where the API has no tokens, and where everybody reads', async () => {
    for (const terms of [
      { host: '127.0.0.1', tokensFile: null, open: null },
      { host: '127.0.0.1', tokensFile: null, open: 'read' as const },
    ]) {
      const opened = await openAccess(terms, createLogger({ name: 'test', level: 'silent' }));
      const to = await serve(store, { access: opened.access, operatesAs: 'acv_operator' });
      const statuses = await Promise.all(
        OPERATIONS().map(async ([path, body]) => (await post(path, body, { to })).status),
      );
      await to.close();
      expect(statuses).toEqual([403, 403, 403, 403]);
    }
  });

  it('is 501 without a login for operators, and with one that lacks the role', async () => {
    for (const [operatesAs, reason] of [
      [null, /only reads: OPERATOR_DATABASE_URL/],
      ['acv_reader', /does not have the role acv_operator/],
    ] as const) {
      const to = await serve(store, { access: access.access, operatesAs });
      for (const [path, body] of OPERATIONS()) {
        const { status, body: problem } = await post(path, body, { to });
        expect([status, problem['detail']]).toEqual([501, expect.stringMatching(reason)]);
      }
      await to.close();
    }
  });

  it('is noted with the name of the token, for what, and what came of it, a failure too', async () => {
    await post(`refused/${ids[1]}/discard`, { reason: 'no event' });
    await post(`refused/${ids[1]}/discard`, { reason: 'no event' });
    expect((await audit()).slice(0, 2)).toMatchObject([
      {
        who: 'ops',
        action: 'discard',
        result: 'failed',
        answer: { reason: `refused event ${ids[1]} is discarded already` },
      },
      { who: 'ops', action: 'discard', asked: { ids: [ids[1]], reason: 'no event' }, answer: { discarded: 1 } },
    ]);
  });

  it('that is a dry run changes and notes nothing', async () => {
    const before = await audit();
    for (const [path, body] of OPERATIONS()) {
      const { status, body: answer } = await post(path, { ...(body as object), dry_run: true });
      expect([status, answer['dry_run']]).toEqual([200, true]);
    }
    expect([await stateOf(ids[0] ?? ''), await audit()]).toEqual(['waiting', before]);
  });

  it('is done once for each key, also at once; with another body its key is 422', async () => {
    const path = `refused/${ids[0]}/redrive`;
    const key = `key-${at}`;
    const answers = await Promise.all([1, 2, 3].map(() => post(path, {}, { key })));
    for (const { status, body } of answers) expect([status, body]).toEqual([200, answers[0]?.body]);
    expect(answers[0]?.body).toMatchObject({ accepted: 1 });
    expect((await post(`refused/${ids[1]}/redrive`, {}, { key })).status).toBe(422);
    expect((await post(path, {}, { key: `${key}-2` })).status).toBe(409);
    expect((await post(path, {}, { key: 'two words' })).status).toBe(400);
  });
});

describe('POST refused/{id}/redrive', () => {
  it('needs no body, and accepts the event once', async () => {
    const [id = ''] = ids;
    const { status, body } = await post(`refused/${id}/redrive`);
    expect([status, body]).toEqual([
      200,
      {
        dry_run: false,
        accepted: 1,
        repeated: 0,
        passed_over: 0,
        refused: 0,
        events: [{ id, outcome: 'accepted', code: null, field: null, message: null }],
        next: null,
      },
    ]);
    expect(await read(`refused/${id}`)).toMatchObject({
      state: 'redriven',
      steps: [{ who: 'ops', event_id: `e-${at}` }],
    });
    expect((await post('refused/999999/redrive')).status).toBe(404);
    expect((await post('refused/x/redrive')).status).toBe(400);
  });
});

describe('POST refused/redrive', () => {
  it('redrives those that are chosen and needs a choice', async () => {
    const since = new Date(Date.now() - 60_000).toISOString();
    const { body } = await post('refused/redrive', { code: 'unknown_field', since });
    expect(body).toMatchObject({ accepted: expect.any(Number), next: null });
    expect(await stateOf(ids[0] ?? '')).toBe('redriven');
    expect(await stateOf(ids[1] ?? '')).toBe('waiting');
    for (const bad of [{}, { code: 'odd' }, { since: 'yesterday' }, { code: 'not_json', more: 1 }, [], 'x', null]) {
      expect((await post('refused/redrive', bad)).status).toBe(400);
    }
  });

  it.each([
    ['a code', { code: 'unknown_field' }, { code: 'bad_field' }],
    ['a topic', { topic: 'chosen' }, { origin: 'other' }],
    [
      'a time from which on they were refused',
      { since: '2025-03-01T00:00:00Z' },
      { refused_at: '2025-02-28T23:59:59Z' },
    ],
  ])('redrives those of %s, and leaves the others waiting', async (_, choice, otherwise) => {
    const texts = ['chosen', 'left'].map((name) => eventJson(event(`${name}-${at}`)));
    const [chosen = '', left = ''] = await refusedFormerly(texts);
    const fitting = { origin: 'chosen', code: 'unknown_field', refused_at: '2025-03-01T00:00:00Z' };
    for (const [id, is] of [
      [chosen, fitting],
      [left, { ...fitting, ...otherwise }],
    ] as const)
      await store.database.query('UPDATE refused SET origin = $2, code = $3, refused_at = $4 WHERE refused_id = $1', [
        id,
        is.origin,
        is.code,
        is.refused_at,
      ]);
    expect((await post('refused/redrive', choice)).status).toBe(200);
    expect([await stateOf(chosen), await stateOf(left)]).toEqual(['redriven', 'waiting']);
  });

  it('says why a payload of a billing system is not sent again over the API', async () => {
    await store.database.query(
      `INSERT INTO refused (origin, partition, position, code, field, message, value, headers, format)
       VALUES ('stripe', 0, ${at}, 'unsupported', 'x', 'x is unsupported', '{}', '{}', 'stripe')`,
    );
    const { status, body } = await post('refused/redrive', { topic: 'stripe' });
    expect([status, body['detail']]).toEqual([409, expect.stringContaining('acv refused redrive')]);
  });
});

describe('the login of operators', () => {
  it('may apply all that an event can say, such as a merge of customers', async () => {
    await store.apply(fileBatch([event(`m-${at}`, { customer: `old-${at}` })], `m-${at}.jsonl`));
    await store.fold();
    const [id = ''] = await refusedFormerly([mergedEventJson(merged(`old-${at}`, `new-${at}`))]);
    const { status, body } = await post(`refused/${id}/redrive`);
    expect([status, body]).toEqual([200, expect.objectContaining({ accepted: 1 })]);
    expect(await store.fold()).toBe(1);
    expect(
      await store.database.query('SELECT DISTINCT customer_id FROM contract_span WHERE contract_id = $1', [`m-${at}`]),
    ).toEqual([{ customer_id: `new-${at}` }]);
  });
});

describe('POST refused/{id}/discard', () => {
  it('needs a reason', async () => {
    for (const bad of [{}, { reason: '' }, { reason: '  ' }, { reason: 7 }, { reason: 'x'.repeat(1001) }]) {
      expect((await post(`refused/${ids[1]}/discard`, bad)).status).toBe(400);
    }
    expect(await stateOf(ids[1] ?? '')).toBe('waiting');
  });
});

describe('POST republish', () => {
  it('puts the records into the outbox that acv republish does, of both topics or of one', async () => {
    await store.apply(fileBatch([event('published'), event('also', { customer: 'c-2' })]));
    await store.take(day('2025-01-10'));
    const outbox = async () => {
      const rows = await store.database.query<{ topic: string; key: Buffer; value: Buffer }>(
        'WITH gone AS (DELETE FROM outbox RETURNING topic, key, value) SELECT * FROM gone',
      );
      return rows.map(({ topic, key, value }) => `${topic} ${key.toString()} ${value.toString()}`).toSorted();
    };
    await outbox();
    const counts = await republish(store.database, {
      contractsTopic: TOPICS.contracts,
      snapshotsTopic: TOPICS.snapshots,
      now: () => new Date(),
    });
    const expected = await outbox();
    expect((await post('republish', { dry_run: true })).body).toEqual({ dry_run: true, ...counts });
    expect(await outbox()).toEqual([]);
    expect((await post('republish')).body).toEqual({ dry_run: false, ...counts });
    expect(await outbox()).toEqual(expected);
    expect((await post('republish', { topic: TOPICS.contracts })).body).toMatchObject({ ...counts, snapshots: 0 });
    expect(await outbox()).toEqual(expected.filter((record) => record.startsWith(TOPICS.contracts)));
    const { status, body } = await post('republish', { topic: 'other' });
    expect([status, body['errors']]).toMatchObject([400, [{ field: 'topic' }]]);
  });
});

describe('the lists', () => {
  it('have the state of each event, and the health counts those that wait', async () => {
    await store.apply(batch(['worse'], { from: at, topic: 'other' }));
    await post(`refused/${ids[1]}/discard`, { reason: 'no event' });
    const discarded = (await read('refused?state=discarded'))['data'] as readonly Readonly<{
      id: string;
      state: string;
    }>[];
    expect(discarded.map(({ state }) => state)).toEqual(discarded.map(() => 'discarded'));
    expect(discarded.map(({ id }) => id)).toContain(ids[1]);
    const waiting = (await read('refused?state=waiting&code=not_json'))['data'] as readonly object[];
    const health = (await read('data'))['refused'] as readonly Readonly<{ code: string; waiting: number }>[];
    expect(health.find(({ code }) => code === 'not_json')?.waiting).toBe(waiting.length);
  });
});
