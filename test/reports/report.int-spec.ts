import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY, type Policy } from '@app/domain';
import { reportContent, type ReportQuestion, useCasesUnder } from '@app/http';
import { reportPage } from '@app/report';
import { created, day, term } from '../builders/events.ts';
import { line } from '../builders/lines.ts';
import { openFresh, type OpenStore } from '../builders/postgres-store.ts';
import { fileBatch } from '../builders/records.ts';
import { type PostgresService, startPostgres } from '../services/postgres.ts';

const POLICY: Policy = { ...DEFAULT_POLICY, dimensions: ['tier'] };
const NASTY = '<script>alert(1)</script>';

let service: PostgresService;
let store: OpenStore;

beforeAll(async () => {
  service = await startPostgres();
  store = await openFresh(service, POLICY);
  const open = term('2025-01-01', null);
  await store.apply(
    fileBatch([
      created({
        contract: 'a',
        customer: 'acme',
        term: open,
        lines: [line({ price: 1000 })],
        attributes: { tier: 'large' },
      }),
      created({
        contract: 'b',
        customer: 'bolt',
        term: open,
        lines: [line({ price: 200 })],
        attributes: { tier: NASTY },
      }),
      created({ contract: 'c', customer: NASTY, term: term('2025-02-10', null), lines: [line({ price: 300 })] }),
    ]),
  );
  await store.take(day('2025-03-31'));
});
afterAll(async () => {
  await store.close();
  await service.stop();
});

const content = async (asked: Partial<ReportQuestion> = {}) =>
  reportContent(useCasesUnder(store.database)(store), { period: '2025-02', dimension: null, ...asked });

/** What a reader sees: the text of the page without its markup. */
const textOf = (page: string): string =>
  page
    .replace(/<style>.*?<\/style>/s, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('The report of a period', () => {
  it('has the figures of the snapshot, of its segments and of the customers that moved the ARR', async () => {
    const { snapshot, series, segments, movers } = await content();
    // 12,000 + 2,400 + 3,600 of ARR over three customers; before without the last.
    expect(snapshot).toMatchObject({ arr: '18000', acv: '6000.0000', acv_prior: '7200.0000', active_logos: 3 });
    expect(series.periods).toEqual(['2025-01', '2025-02']);
    expect(series.segments[0]?.figures.acv).toEqual(['7200.0000', '6000.0000']);
    expect(segments.map(({ segment, arr }) => [segment, arr])).toEqual([
      ['large', '12000'],
      ['(none)', '3600'],
      [NASTY, '2400'],
    ]);
    expect(movers).toEqual([
      { customer_id: NASTY, movements: ['new'], prior_arr: '0', arr: '3600', arr_change: '3600' },
    ]);
  });

  it('says them in one file that runs and loads nothing', async () => {
    const page = reportPage(await content(), 'en-US');
    const text = textOf(page);
    expect(text).toContain('ACV fell 16.7% to $6,000 in Feb 2025');
    for (const figure of ['$7,200', '$18,000', '$14,400', '-16.7%', '$3,600', '$12,000'])
      expect(text).toContain(figure);
    expect(page).not.toMatch(/<script|<link|\bsrc=|@import|url\(|https?:/);
    expect(text).toContain('&lt;script>alert(1)&lt;/script>');
  });

  it('is written by the locale', async () => {
    expect(textOf(reportPage(await content(), 'de-DE'))).toMatch(/6\.000\s\$/);
  });

  it('has no bridge and no movers in the first period', async () => {
    const first = await content({ period: '2025-01' });
    expect(first.movers).toEqual([]);
    expect(textOf(reportPage(first, 'en-US'))).not.toContain('Why the average moved');
  });

  it('is not written of a period that was never reported', async () => {
    await expect(content({ period: '2024-12' })).rejects.toThrow('2024-12 was never reported');
  });
});
