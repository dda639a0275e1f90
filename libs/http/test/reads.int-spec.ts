import { describe, expect, it } from '@jest/globals';
import { dimensionsOf } from '@app/domain';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import type { Served } from '../../../test/builders/served.ts';
import { withServedStore } from '../../../test/builders/served-book.ts';

type Dimensions = Readonly<{ data: readonly Readonly<{ dimension: string }>[]; next_cursor: string | null }>;

let store: OpenStore;
let api: Served;

withServedStore((served) => {
  ({ store, api } = served);
});

describe('a single answer', () => {
  it('is the object itself', async () => {
    expect(await api.json('/api/v1/policy')).toMatchObject({ status: 200, body: { policy_id: store.policyId } });
  });

  it('refuses parameters that it does not have, by name', async () => {
    const { status, body } = await api.json('/api/v1/policy?foo=1&bar=2');
    expect(status).toBe(400);
    expect(body).toMatchObject({
      title: 'Bad Request',
      status: 400,
      errors: [
        { field: 'foo', reason: 'is not a parameter of this resource' },
        { field: 'bar', reason: 'is not a parameter of this resource' },
      ],
    });
  });
});

describe('a list', () => {
  const all = () => dimensionsOf(store.policy);

  it('comes in pages, each with the cursor and the link of the next', async () => {
    const found: string[] = [];
    let path: string | null = '/api/v1/dimensions?limit=4';
    for (let pages = 0; path !== null && pages < 9; pages += 1) {
      const answer: Response = await api.get(path);
      const { data, next_cursor: next } = (await answer.json()) as Dimensions;
      found.push(...data.map(({ dimension }) => dimension));
      path = /^<(.*)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1] ?? null;
      expect(next === null).toBe(path === null);
    }
    expect(found).toEqual(all());
  });

  it('is streamed whole as CSV and as JSON lines', async () => {
    const kinds = all().map((dimension) =>
      ['all', 'cohort', 'acv_band'].includes(dimension) ? dimension : 'attribute',
    );
    const csv = ['dimension,kind', ...all().map((dimension, row) => `${dimension},${kinds[row]}`), ''].join('\r\n');
    expect(await (await api.get('/api/v1/dimensions', { accept: 'text/csv' })).text()).toBe(csv);
    expect(await (await api.get('/api/v1/dimensions.csv')).text()).toBe(csv);
    const lines = await (await api.get('/api/v1/dimensions', { accept: 'application/x-ndjson' })).text();
    expect(lines).toBe(
      all()
        .map((dimension, row) => `{"dimension":"${dimension}","kind":"${kinds[row]}"}\n`)
        .join(''),
    );
  });

  it.each(['limit=0', 'limit=1001', 'limit=x', 'limit=1&limit=2', 'cursor=x', 'cursor=W10', 'offset=1'])(
    'refuses %s, and names the parameter',
    async (query) => {
      const { status, body } = await api.json(`/api/v1/dimensions?${query}`);
      expect(status).toBe(400);
      expect(body.errors).toEqual([{ field: query.split('=')[0], reason: expect.any(String) }]);
    },
  );

  it('refuses the cursor of another question', async () => {
    const { body } = await api.json<Dimensions>('/api/v1/dimensions?limit=1');
    const { status } = await api.json(`/api/v1/dimensions?limit=2&cursor=${body.next_cursor}`);
    expect(status).toBe(200);
    const other = await api.json(`/api/v1/dimensions?cursor=${body.next_cursor?.slice(1)}`);
    expect(other.body.errors).toMatchObject([{ field: 'cursor' }]);
  });
});

describe('an error', () => {
  it('is a problem, also where there is no resource', async () => {
    const answer = await api.get('/api/v1/nothing');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await answer.json()).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404 });
  });
});
