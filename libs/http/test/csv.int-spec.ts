import { describe, expect, it } from '@jest/globals';
import { created, day, term } from '../../../test/builders/events.ts';
import type { OpenStore } from '../../../test/builders/postgres-store.ts';
import { fileBatch } from '../../../test/builders/records.ts';
import type { Served } from '../../../test/builders/served.ts';
import { withServedStore } from '../../../test/builders/served-book.ts';

const TIERS = ['=HYPERLINK("http://evil.example")', '+1', '-2+3', '@SUM(A1)', '<b>,"quoted"</b>'];

let api: Served;

const fill = async (store: OpenStore): Promise<void> => {
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
};

withServedStore(
  (served) => {
    ({ api } = served);
  },
  { fill },
);

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

  it('has the rows of a report that is no list of pages, with their fields as columns', async () => {
    const inFormat = async (path: string) =>
      (await api.get(`/api/v1/${path}?from=2025-01-01&to=2025-01-10&dimension=tier`)).text();
    const { data } = JSON.parse(await inFormat('compare')) as Readonly<{ data: readonly unknown[] }>;
    expect(data.length).toBe(TIERS.length);
    const [header, ...rows] = (await inFormat('compare.csv')).trim().split('\r\n');
    expect(header?.split(',').slice(0, 5)).toEqual(['from', 'to', 'dimension', 'segment', 'reporting_currency']);
    expect(rows).toHaveLength(data.length);
    const lines = (await inFormat('compare.ndjson')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(data);
  });

  it.each(['ahead', 'products'])('of %s is by its path or by Accept, and no other format', async (path) => {
    const url = `/api/v1/${path}`;
    const accepted = await api.get(url, { accept: 'text/csv' });
    expect(accepted.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(accepted.headers.get('vary')).toContain('accept');
    expect(await (await api.get(url.replace(path, `${path}.csv`))).text()).toBe(await accepted.text());
    expect((await api.get(url, { accept: 'image/png' })).status).toBe(406);
  });

  it.each(['/api/v1/refused.csv', '/api/v1/refused.ndjson', '/api/v1/contracts.csv'])(
    'is streamed by %s',
    async (path) => {
      const answer = await api.get(path);
      expect([answer.status, await answer.text()]).toEqual([200, expect.not.stringContaining('{"type"')]);
    },
  );
});
