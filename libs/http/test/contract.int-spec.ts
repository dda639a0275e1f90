import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { Access } from '../src/access/access.ts';
import { created, day, term } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { serve, type Served } from '../../../test/builders/served.ts';
import { withStore } from '../../../test/builders/suite-store.ts';

type Parameter = Readonly<{ name: string; in: string; required?: boolean; schema: Readonly<Record<string, unknown>> }>;
type Operation = Readonly<{
  operationId: string;
  parameters?: readonly Parameter[];
  responses: Readonly<Record<string, Readonly<{ content?: object }>>>;
}>;
type Document = Readonly<{ paths: Readonly<Record<string, Readonly<{ get?: Operation; post?: Operation }>>> }>;

const document = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../docs/schemas/openapi.json'), 'utf8'),
) as Document;

/** The stream has no end, and its test is its own. */
const operations = Object.entries(document.paths).flatMap(([path, { get }]) =>
  get === undefined || path.endsWith('/stream') ? [] : [{ path, operation: get }],
);

/** What changes the store. Beginning a session has a test of its own. */
const changes = Object.entries(document.paths).flatMap(([path, { post }]) =>
  post === undefined || path === '/session' ? [] : [{ path, operation: post }],
);

/** The same on every run. */
const SEED = 20_251_231;

const NASTY = [
  "'; DROP TABLE store; --",
  '<script>alert(1)</script>',
  '=HYPERLINK("x")',
  '%00',
  '\0',
  '\uD800',
  '../../etc/passwd',
  '1e309',
  '9'.repeat(400),
  '-1',
  'NaN',
  '',
  ' ',
  '2025-02-30',
  '0000',
  '9999-12',
  '{"$gt":""}',
];

/** What a caller who knows the books would send, by the name of the parameter. */
const SENSIBLE: Readonly<Record<string, readonly string[]>> = {
  from: ['2024-12-31', '2025-01-01', '2025-01', '2025-Q1', '2025'],
  to: ['2025-01-10', '2025-02-10', '2025-02', '2025'],
  period: ['2025-01', '2025-Q1', '2025'],
  grain: ['month', 'quarter', 'year'],
  dimension: ['all', 'tier', 'cohort'],
  segment: ['all', '(none)', 'enterprise'],
  limit: ['1', '2', '1000'],
  known_at: ['2025-01-20T00:00:00Z', '1970-01-01T00:00:00Z'],
  id: ['sub-1', 'cus-1', '1'],
  domain: ['customers', 'sales'],
  kpi: ['arr', 'total_customers'],
  figures: ['acv', 'arr'],
  fields: ['acv', 'signals'],
  on: ['2025-01-10'],
  active_on: ['2025-01-10'],
  months: ['1', '12'],
  sort: ['arr', '-arr'],
  locale: ['de-DE', 'en'],
};

const valueOf = ({ name, schema }: Parameter): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...(SENSIBLE[name] ?? ['a'])) },
    { weight: 1, arbitrary: fc.constantFrom(...((schema['enum'] as string[] | undefined) ?? ['a'])) },
    { weight: 2, arbitrary: fc.constantFrom(...NASTY) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  );

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

const urlOf = ({ path, operation }: (typeof operations)[number]): fc.Arbitrary<string> =>
  fc
    .tuple(
      ...(operation.parameters ?? []).map((parameter) =>
        fc.tuple(
          fc.constant(parameter),
          fc.oneof(
            { weight: parameter.required ? 0 : 3, arbitrary: fc.constant([] as string[]) },
            { weight: 6, arbitrary: fc.array(valueOf(parameter), { minLength: 1, maxLength: 1 }) },
            { weight: 1, arbitrary: fc.array(valueOf(parameter), { minLength: 2, maxLength: 3 }) },
          ),
        ),
      ),
    )
    .map((given) => {
      const query = given
        .filter(([{ in: place }]) => place === 'query')
        .flatMap(([{ name }, values]) => values.map((value) => `${name}=${encoded(value)}`));
      const filled = given
        .filter(([{ in: place }]) => place === 'path')
        .reduce((text, [{ name }, values]) => text.replace(`{${name}}`, encoded(values[0] || 'x')), path);
      return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
    });

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema({ $id: 'doc', ...document });

const pointer = (...parts: readonly string[]): string =>
  `doc#/${parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

const pathParameters = ({ parameters }: Operation): readonly Parameter[] =>
  (parameters ?? []).filter(({ in: place }) => place === 'path');

const TOKEN = 'the-token-of-operators';
const DIGEST = createHash('sha256').update(TOKEN).digest();

let store: OpenStore;
let api: Served;
const seen = new Map<number, number>();

/** No answer is a 500, and each accords with its schema in the description. */
const expectDescribed = async (answer: Response, path: string, method: 'get' | 'post'): Promise<void> => {
  const text = await answer.text();
  seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
  if (answer.status >= 500) throw new Error(`${answer.status}: ${text}`);
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const [answered] = Object.keys(document.paths[path]?.[method]?.responses['200']?.content ?? {});
  expect(type).toBe(answer.status === 200 ? answered : 'application/problem+json');
  const check = ajv.getSchema(
    pointer('paths', path, method, 'responses', String(answer.status), 'content', type, 'schema'),
  );
  if (check === undefined) throw new Error(`${answer.status} ${type} is not in the description`);
  if (check(type === 'text/html' ? text : JSON.parse(text)) !== true)
    throw new Error(`${ajv.errorsText(check.errors)}: ${text.slice(0, 500)}`);
};

// Registered first, because the store drops its database after all tests.
afterAll(() => api.close());
withStore((opened) => {
  store = opened;
});
beforeAll(async () => {
  const contracts = ['sub-1', 'sub-2', '<img src=x onerror=alert(1)>', "=cmd|' /C calc'!A0"];
  await store.apply(
    fileBatch(contracts.map((id) => created({ id, contract: id, customer: id, term: term('2025-01-01', null) }))),
  );
  await store.take(day('2025-01-10'));
  await store.take(day('2025-02-10'));
  await store.apply(
    fileBatch(
      Array.from({ length: 30 }, () => 'bad'),
      'bad.jsonl',
    ),
  );
  const access = new Access({ tokens: () => [{ name: 'ops', scope: 'operate', digest: DIGEST }], isOpen: true });
  api = await serve(store, { access, operatesAs: 'acv_operator' });
});

describe.each(operations)('GET $path', (operation) => {
  const { path } = operation;

  it(`answers whatever it is asked as it says (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(urlOf(operation), async (url) => {
        await expectDescribed(await api.get(url), path, 'get');
      }),
      { seed: SEED, numRuns: 60, endOnFailure: true },
    );
  });
});

/** Bodies with the fields of the operations, whatever their values. */
const BODY = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record(
      {
        code: fc.constantFrom('not_json', 'bad_field', 'odd'),
        topic: fc.constantFrom('events.jsonl', 'acv.contracts.v1', ...NASTY),
        since: fc.constantFrom('2025-01-01T00:00:00Z', 'x'),
        after: fc.constantFrom('1', 'x', '9'.repeat(40)),
        reason: fc.oneof(fc.constant('sent by mistake'), fc.constantFrom(...NASTY)),
        dry_run: fc.constantFrom(true, false, 'x'),
        more: fc.constant(1),
      },
      { requiredKeys: [] },
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue() },
);

describe.each(changes)('POST $path', (operation) => {
  const { path } = operation;

  it(`answers whatever it is asked as it says (seed ${SEED})`, async () => {
    const key = fc.option(fc.oneof(fc.constantFrom('a', 'b', 'two words'), fc.stringMatching(/^[!-~]{1,8}$/)), {
      nil: undefined,
    });
    const url = urlOf({ path, operation: { ...operation.operation, parameters: pathParameters(operation.operation) } });
    await fc.assert(
      fc.asyncProperty(url, BODY, key, async (asked, body, idempotencyKey) => {
        const answer = await fetch(`${api.url}${asked}`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${TOKEN}`,
            ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
          },
          body: JSON.stringify(body),
        });
        await expectDescribed(answer, path, 'post');
      }),
      { seed: SEED, numRuns: 60, endOnFailure: true },
    );
  });
});

describe('the questions', () => {
  it('were both good and bad', () => {
    expect(seen.get(200)).toBeGreaterThan(operations.length * 5);
    expect(seen.get(400)).toBeGreaterThan(operations.length * 5);
  });
});
