import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  AheadAnswer,
  CompareAnswer,
  ContractOnDay,
  ContractsAnswer,
  CustomersAnswer,
  DataAnswer,
  NarrativeAnswer,
  PlanAnswer,
  Series,
  SnapshotsAnswer,
} from '@app/wire/answers';
import type { Browser } from 'playwright-core';
import { formatsFor } from '@app/wording';
import { type SampleBook, sampleBookIn } from '../docs/sample-book.ts';
import { built } from '../e2e/support/built.ts';
import { startPostgres } from '../services/postgres.ts';
import { headed, heading, openPage, startBrowser, visit, type Watched } from './support/browser.ts';
import { type Site, siteOf } from './support/site.ts';

const formats = formatsFor('en-US', 'USD');

let book: SampleBook;
let site: Site;
let browser: Browser;
let watched: Watched;

beforeAll(async () => {
  await built();
  book = await sampleBookIn(await startPostgres());
  [site, browser] = await Promise.all([siteOf(book.database.url), startBrowser()]);
  watched = await openPage(browser);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await book?.database.drop();
});

/** The cells of the row of a table that is named so. */
const row = async (name: string): Promise<readonly string[]> => {
  const { page } = watched;
  const named = page.locator('main table tr', { has: page.getByText(name, { exact: true }) }).first();
  await named.waitFor();
  return named.locator('td').allInnerTexts();
};

const open = (query: string): Promise<void> => visit(watched.page, `${site.url}/${query}`);

describe('The page over the sample book shows the figures of the API', () => {
  it('in the overview', async () => {
    await open('');
    const { data } = await site.json<SnapshotsAnswer>(
      'snapshots?grain=month&from=2025-12&to=2025-12&dimension=all&segment=all',
    );
    const [snapshot] = data;
    const trend = formats.percent(String(snapshot?.acv_trend_pct).replace('-', ''));
    expect(await heading(watched.page)).toBe(`ACV fell ${trend} to ${formats.whole(snapshot?.acv)} in Dec 2025`);
    const shown = await watched.page.locator('.figures .value').allInnerTexts();
    expect(shown).toEqual([
      formats.whole(snapshot?.acv),
      formats.percent(snapshot?.acv_trend_pct),
      formats.whole(snapshot?.acv_median),
      formats.short(snapshot?.arr),
      formats.count(snapshot?.active_logos),
      formats.percent(snapshot?.nrr_pct),
      formats.percent(snapshot?.grr_pct),
    ]);
    const { sentences } = await site.json<NarrativeAnswer>('narrative?period=2025-12');
    expect(await watched.page.locator('.narrative p').allInnerTexts()).toEqual(sentences.map(({ text }) => text));
  });

  it('in the comparison of two days', async () => {
    await open('?view=why&from=2024-12-31&to=2025-12-31');
    const { data } = await site.json<CompareAnswer>('compare?from=2024-12-31&to=2025-12-31&dimension=all');
    const [comparison] = data;
    await watched.page.locator('details.chart-table summary').first().click();
    expect(await row('Customers that entered')).toEqual([formats.whole(comparison?.bridge_entered_mix)]);
    expect(await row('ACV after')).toEqual([formats.whole(comparison?.acv)]);
  });

  it('by segment', async () => {
    await open('?view=segments&dimension=tier');
    const { segments } = await site.json<Series>('series?figures=acv,arr&grain=month&dimension=tier');
    const one = segments.find(({ segment }) => segment === 'enterprise');
    const cells = await row('enterprise');
    expect(cells).toContain(formats.whole(one?.figures.acv?.at(-1)));
    expect(cells).toContain(formats.whole(one?.figures.arr?.at(-1)));
  });

  it('of deals, with a target', async () => {
    await open('?view=deals&target=1200000');
    const plan = await site.json<PlanAnswer>('plan?target=1200000&grain=month');
    const [needed] = plan.segments;
    expect(await watched.page.innerText('main')).toContain(`${formats.count(needed?.deals_needed)} deals`);
  });

  it('of the largest customers', async () => {
    await open('?view=concentration');
    const { data } = await site.json<CustomersAnswer>('customers?on=2025-12-31&limit=1');
    const first = watched.page.locator('main table.figures-table tbody tr').first();
    expect(await first.innerText()).toContain(formats.whole(data[0]?.arr));
    expect(await first.innerText()).toContain(formats.share(data[0]?.share));
    const rows = watched.page.locator('main table.figures-table tbody tr');
    const shown = await rows.count();
    await watched.page.click('text=Show more');
    await rows.nth(shown).waitFor();
    expect(await rows.count()).toBeGreaterThan(shown);
  });

  it('of what is ahead', async () => {
    await open('?view=ahead');
    const { data } = await site.json<AheadAnswer>('ahead?months=12&dimension=all');
    expect(await heading(watched.page)).toContain(formats.short(data.at(-1)?.arr));
  });

  it('of contracts, down to the events of one', async () => {
    await open('?view=contracts');
    const { data } = await site.json<ContractsAnswer>('contracts?active_on=2025-12-31&limit=1');
    const id = data[0]?.contract_id ?? '';
    await watched.page.locator('main table.figures-table a', { hasText: id }).first().click();
    const contract = await site.json<ContractOnDay>(`contracts/${id}?on=2025-12-31`);
    await headed(watched.page, formats.whole(contract.acv));
    await watched.page.locator('.events summary').first().click();
    await watched.page.locator('.events pre', { hasText: id }).first().waitFor();
  });

  it('of the health of the data', async () => {
    await open('?view=data');
    const { refused } = await site.json<DataAnswer>('data');
    const count = refused.reduce((sum, one) => sum + one.count, 0);
    expect(await watched.page.locator('main table[aria-label^="Refused"] tbody tr').count()).toBe(count);
  });

  it('without an error of script or policy, and without a request to anywhere else', () => {
    expect(watched.errors).toEqual([]);
    expect(watched.requests.filter((url) => !url.startsWith(`${site.url}/`))).toEqual([]);
  });
});
