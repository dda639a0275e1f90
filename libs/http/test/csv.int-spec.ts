import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { created, day, term } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import { serve, type Served } from '../../../test/builders/served.ts';
import { withStore } from '../../../test/builders/suite-store.ts';

const TIERS = ['=HYPERLINK("http://evil.example")', '+1', '-2+3', '@SUM(A1)', '<b>,"quoted"</b>'];

let store: OpenStore;
let api: Served;

// Registered first, because the store drops its database after all tests.
afterAll(() => api.close());
withStore((opened) => {
  store = opened;
});
beforeAll(async () => {
  const sold = TIERS.map((tier, n) =>
    created({
      id: `e${n}`,
      contract: `c${n}`,
      customer: `c${n}`,
      term: term('2025-01-01', null),
      attributes: { tier },
    }),
  );
  await store.apply(fileBatch(sold));
  await store.take(day('2025-01-10'));
  api = await serve(store);
});

describe('a list as CSV', () => {
  it('runs nothing in a spreadsheet, and quotes as RFC 4180 has it', async () => {
    const answer = await api.get('/api/v1/segments.csv?dimension=tier');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [header, ...lines] = (await answer.text()).split('\r\n');
    expect(header).toBe('dimension,segment');
    expect(lines.toSorted()).toEqual(
      [
        '',
        `tier,"'=HYPERLINK(""http://evil.example"")"`,
        `tier,'+1`,
        `tier,'-2+3`,
        `tier,'@SUM(A1)`,
        'tier,"<b>,""quoted""</b>"',
      ].toSorted(),
    );
  });

  it('is JSON as it is in JSON, with no guess at another type', async () => {
    const answer = await api.get('/api/v1/segments?dimension=tier');
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const { data } = (await answer.json()) as Readonly<{ data: readonly Readonly<{ segment: string }>[] }>;
    expect(data.map(({ segment }) => segment).toSorted()).toEqual(TIERS.toSorted());
  });

  it.each(['/api/v1/refused.csv', '/api/v1/refused.ndjson', '/api/v1/contracts.csv'])(
    'is streamed by %s',
    async (path) => {
      const answer = await api.get(path);
      expect([answer.status, await answer.text()]).toEqual([200, expect.not.stringContaining('{"type"')]);
    },
  );
});
