import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { amended, created, day, term } from '../../../test/builders/events.ts';
import { line } from '../../../test/builders/lines.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { serve, type Served } from '../../../test/builders/served.ts';
import { withStore } from '../../../test/builders/suite-store.ts';

/** Answers about days up to the end of March, and answers about any day. */
const PAST = [
  '/api/v1/compare?from=2025-01-31&to=2025-03-31',
  '/api/v1/compare/customers?from=2025-01-31&to=2025-03-31',
  '/api/v1/contracts?active_on=2025-03-31',
  '/api/v1/customers?on=2025-03-31',
  '/api/v1/customers/cus-1?on=2025-03-31',
  '/api/v1/products?on=2025-03-31',
  '/api/v1/plan?target=1200000&as_of=2025-03-31',
];
const ALL = [
  ...PAST,
  '/api/v1/contracts',
  '/api/v1/customers',
  '/api/v1/products',
  '/api/v1/plan?target=1200000',
  '/api/v1/plan?target=1200000&dimension=tier',
  '/api/v1/ahead',
  '/api/v1/ahead/changes',
  '/api/v1/renewals?from=2025-04',
  '/api/v1/snapshots?limit=1000',
  '/api/v1/bookings',
];

let store: OpenStore;
let api: Served;

// Registered first, because the store drops its database after all tests.
afterAll(() => api.close());
withStore((opened) => {
  store = opened;
});

const apply = async (...events: Parameters<typeof fileBatch>[0]): Promise<void> => {
  await store.apply(fileBatch(events));
  await store.fold();
};

const answersOf = async (of: Served, paths: readonly string[]): Promise<readonly string[]> =>
  Promise.all(paths.map(async (path) => (await of.get(path)).text()));

/** What a program says that has kept nothing. */
const asked = async (paths: readonly string[]): Promise<readonly string[]> => {
  const other = await serve(store);
  try {
    return await answersOf(other, paths);
  } finally {
    await other.close();
  }
};

beforeAll(async () => {
  await apply(
    created({ id: 'a', contract: 'sub-1', customer: 'cus-1', term: term('2025-01-01', '2026-01-01') }),
    created({ id: 'b', contract: 'sub-2', customer: 'cus-2', term: term('2025-02-01', '2026-02-01') }),
  );
  await store.take(day('2025-05-10'));
  api = await serve(store);
});

describe('A kept answer', () => {
  it('is given again word for word, with its headers', async () => {
    const path = '/api/v1/contracts?limit=1';
    const [first, again] = [await api.get(path), await api.get(path)];
    expect(await again.text()).toBe(await first.text());
    expect(first.headers.get('link')).toContain('rel="next"');
    for (const name of ['link', 'content-type', 'etag']) expect(again.headers.get(name)).toBe(first.headers.get(name));
  });

  it('about the past stays when a later day changes, and nothing else does', async () => {
    await answersOf(api, ALL);
    await apply(
      amended({
        id: 'c',
        contract: 'sub-1',
        customer: 'cus-1',
        effective: '2025-05-01',
        lines: [line({ price: '99' })],
      }),
    );
    expect(await answersOf(api, ALL)).toEqual(await asked(ALL));
  });

  it('is never given once a day of it has changed', async () => {
    const before = await answersOf(api, PAST);
    await apply(
      amended({
        id: 'd',
        contract: 'sub-2',
        customer: 'cus-2',
        effective: '2025-03-01',
        lines: [line({ price: '77' })],
      }),
    );
    const after = await answersOf(api, ALL);
    expect(after).toEqual(await asked(ALL));
    for (const [i, text] of before.entries()) if (!/cus-1|plan/.test(PAST[i] ?? '')) expect(after[i]).not.toBe(text);
  });

  it('is never given once a take has brought first active days up to date', async () => {
    await apply(created({ id: 'e', contract: 'sub-3', customer: 'cus-1', term: term('2024-11-01', '2025-11-01') }));
    await answersOf(api, ALL);
    await store.take(day('2025-05-11'));
    expect(await answersOf(api, ALL)).toEqual(await asked(ALL));
  });

  it('is never given once another event states the same, which no snapshot shows', async () => {
    const path = '/api/v1/contracts/sub-2/spans';
    const before = await api.get(path);
    const text = await before.text();
    await apply(
      amended({
        id: 'f',
        contract: 'sub-2',
        customer: 'cus-2',
        effective: '2025-04-01',
        lines: [line({ price: '77' })],
      }),
    );
    const after = await api.get(path);
    expect(await after.text()).not.toBe(text);
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    expect(await answersOf(api, [path, ...ALL])).toEqual(await asked([path, ...ALL]));
    const [{ waiting } = { waiting: null }] = await store.database.query<{ waiting: number }>(
      'SELECT count(*)::int AS waiting FROM change WHERE take_id IS NULL',
    );
    expect(waiting).toBe(0);
  });
});
