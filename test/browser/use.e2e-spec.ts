import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ContractsAnswer, HistoryAnswer, SnapshotsAnswer } from '@app/wire/answers';
import { formatsFor } from '@app/wording';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { VIEWS } from '../../apps/dashboard/src/address/address.ts';
import { acv } from '../conformance/acv-process.ts';
import { type SampleBook, sampleBookIn } from '../docs/sample-book.ts';
import { built } from '../e2e/support/built.ts';
import { root } from '../e2e/support/compose.ts';
import { freshDatabase, startPostgres } from '../services/postgres.ts';
import { headed, heading, openPage, startBrowser, visit } from './support/browser.ts';
import { type Site, siteOf } from './support/site.ts';
import { pageWeight } from './support/weight.ts';

/** Pictures of every view, for people to look at. */
const LOOKS = join(root, 'dist/looks');

const formats = formatsFor('en-US', 'USD');

let book: SampleBook;
let site: Site;
let browser: Browser;

beforeAll(async () => {
  await built();
  book = await sampleBookIn(await startPostgres());
  [site, browser] = await Promise.all([siteOf(book.database.url), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await book?.database.drop();
});

describe('An address', () => {
  it('opens the same picture, and back leads to the one before', async () => {
    const { page } = await openPage(browser);
    await visit(page, `${site.url}/?grain=quarter&period=2025-Q2&dimension=tier&segment=enterprise`);
    const before = await heading(page);
    expect(before).toMatch(/in Q2 2025$/);
    expect(await page.innerText('.kicker')).toBe('tier: enterprise');
    await page.click('nav >> text=Why');
    await headed(page, 'the largest part is');
    expect(new URL(page.url()).searchParams.get('view')).toBe('why');
    expect(new URL(page.url()).searchParams.get('period')).toBe('2025-Q2');
    await page.goBack();
    await headed(page, before);
    await page.close();
  });
});

describe('The keyboard', () => {
  it('moves the period, opens the search and lists the keys', async () => {
    const { page } = await openPage(browser);
    await visit(page, `${site.url}/`);
    await page.keyboard.press('ArrowLeft');
    await headed(page, /in Nov 2025$/);
    await page.keyboard.press('ArrowRight');
    await headed(page, /in Dec 2025$/);
    expect(new URL(page.url()).search).toBe('');
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.press('Escape');
    // At once: until the next frame the button of the closed list still has the focus.
    await page.keyboard.press('/');
    await page.waitForSelector('#search:focus');
    await page.close();
  });
});

describe('The cursor of a chart', () => {
  it('reads out the figures of a period by arrow keys, and Enter shows that period', async () => {
    const { page } = await openPage(browser);
    await visit(page, `${site.url}/`);
    const { data } = await site.json<SnapshotsAnswer>('snapshots?from=2025-10&to=2025-10&dimension=all');
    const slider = page.getByRole('slider', { name: 'Period: ACV per customer' });
    await slider.focus();
    await slider.press('ArrowLeft');
    await slider.press('ArrowLeft');
    const text = `Oct 2025: ACV ${formats.whole(data[0]?.acv)}, Median ${formats.whole(data[0]?.acv_median)}`;
    await page.locator(`input[aria-valuetext="${text}"]`).waitFor();
    await page.locator('.chart-cursor span', { hasText: text }).waitFor();
    expect(new URL(page.url()).search).toBe('');
    await slider.press('Enter');
    await headed(page, /in Oct 2025$/);
    await page.close();
  });
});

describe('A printed page', () => {
  it('has its figures and pictures on A4, and nothing to click', async () => {
    const { page } = await openPage(browser);
    await visit(page, `${site.url}/`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav, select, button, input').filter({ visible: true }).count()).toBe(0);
    expect(await page.locator('main svg').filter({ visible: true }).count()).toBeGreaterThan(7);
    await page.pdf({ path: join(LOOKS, 'overview.pdf'), format: 'A4' });
    await page.close();
  });
});

describe('The report of the page', () => {
  it('opens beside it with the same figure, and runs and loads nothing', async () => {
    const { page } = await openPage(browser);
    await visit(page, `${site.url}/?period=2025-08`);
    const finding = await heading(page);
    const opened = page.waitForEvent('popup');
    await page.click('text=Report of Aug 2025');
    const report = await opened;
    await report.locator('h1', { hasText: finding }).waitFor();
    expect(await report.evaluate<string>('getComputedStyle(document.querySelector("td")).textAlign')).toBe('right');
    expect(await report.locator('script, link, img').count()).toBe(0);
    await page.close();
  });
});

describe('A browser of another language', () => {
  it('sees amounts as its reader writes them, and days in English', async () => {
    const { page } = await openPage(browser, { locale: 'de-DE' });
    await visit(page, `${site.url}/`);
    expect(await page.locator('.figures .value').first().innerText()).toMatch(/^\d\d\.\d{3}\s\$$/);
    expect(await page.innerText('.freshness')).toContain('the close of Dec 31, 2025.');
    await page.close();
  });
});

describe('A contract with a long id', () => {
  it('does not make a narrow page scroll sideways', async () => {
    const { page } = await openPage(browser, { width: 375 });
    const { data } = await site.json<ContractsAnswer>('contracts?active_on=2025-12-31&limit=1000');
    const [longest = ''] = data.map(({ contract_id: id }) => id).toSorted((a, b) => b.length - a.length);
    await visit(page, `${site.url}/?view=contracts&contract=${longest}`);
    expect(await heading(page)).toContain(longest);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    await page.close();
  });
});

describe('A figure that is undefined', () => {
  it('is a dash in the first period, and never a zero', async () => {
    const { page } = await openPage(browser);
    await visit(page, `${site.url}/?period=2024-01`);
    expect(await heading(page)).toMatch(/^ACV is \$/);
    expect(await page.locator('.figures .value').nth(1).innerText()).toBe('–');
    await page.close();
  });
});

describe('A store without events', () => {
  it('says how figures come into it', async () => {
    const database = await freshDatabase(await startPostgres());
    const replayed = await acv([
      'replay',
      '--input',
      '/dev/null',
      '--as-of',
      '2025-12-31',
      '--database-url',
      database.url,
    ]);
    expect(replayed).toMatchObject({ code: 0 });
    const empty = await siteOf(database.url);
    const { page, errors } = await openPage(browser);
    await page.goto(`${empty.url}/`);
    await page.waitForSelector('main h1');
    expect(await heading(page)).toBe('There are no figures yet');
    expect(await page.innerText('main')).toContain('acv import');
    expect(errors).toEqual([]);
    await page.close();
    await empty.stop();
    await database.drop();
  });
});

describe('A lost connection', () => {
  it('leaves the figures in place, and says since when they are old and what to do', async () => {
    const { page } = await openPage(browser);
    const lost = await siteOf(book.database.url);
    await visit(page, `${lost.url}/`);
    const before = await heading(page);
    await lost.stop();
    await page.locator('.live-note', { hasText: 'No live data since' }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.waitForSelector('[role="alert"]');
    expect(await heading(page)).toBe(before);
    expect(await page.locator('[role="alert"]').first().innerText()).toMatch(
      /The server does not answer[^]*The figures below are those of .*M \S+\./,
    );
    expect(await page.evaluate<string>('getComputedStyle(document.querySelector("main h1")).opacity')).toBe('0.5');
    await page.close();
  });
});

describe('A stream that never opens', () => {
  it('is said, with the time of the figures', async () => {
    const { page } = await openPage(browser);
    await page.route('**/api/v1/stream', (route) => route.abort());
    await visit(page, `${site.url}/`);
    await page
      .locator('.live-note', { hasText: /^No live data yet: the figures are those of .*M \S+, when/ })
      .waitFor();
    await page.close();
  });
});

describe('Every figure', () => {
  it('can be asked what it is, by the keyboard, on every view', async () => {
    const { page } = await openPage(browser);
    const contract = (await site.json<ContractsAnswer>('contracts?active_on=2025-12-31&limit=1')).data[0];
    const paths = [...VIEWS.map((view) => `view=${view}`), `view=contracts&contract=${contract?.contract_id}`];
    for (const path of paths) {
      await visit(page, `${site.url}/?${path}`);
      const asks = page.getByRole('button', { name: /^What (is|are) th/ });
      await asks.first().waitFor();
      for (const ask of await asks.all()) {
        await ask.press('Enter');
        expect(await ask.getAttribute('aria-expanded')).toBe('true');
      }
      await page.locator('.meaning', { hasText: /: ./ }).last().waitFor();
      const meanings = await page.locator('.meaning').allInnerTexts();
      expect(meanings.filter((text) => !/: .*[a-z]/.test(text) || text.includes('not described'))).toEqual([]);
    }
    await page.close();
  });
});

describe('What was reported', () => {
  it('differs by the names of figures in words, with their units', async () => {
    const { page } = await openPage(browser);
    const now = { field: 'acv_trend_pct', from: '-4.0300', to: '-5.1000' };
    await page.route('**/api/v1/history?*', async (route) => {
      const json = (await (await route.fetch()).json()) as HistoryAnswer;
      const [then] = json.revisions;
      const comparison = {
        known_at: '2026-01-01T00:00:00Z',
        then,
        now: then,
        changes: [now],
        events: [],
        more_events: 0,
      };
      await route.fulfill({ json: { ...json, comparison } });
    });
    await visit(page, `${site.url}/?view=data&on=2026-01-01`);
    const row = page.locator('table[aria-label^="Figures that differ"] tbody tr');
    expect((await row.innerText()).split(/\s*\t\s*/)).toEqual(['Trend', '-4.0%', '-5.1%']);
    await page.close();
  });
});

describe('A chosen segment', () => {
  it('draws every view, the reversal among them', async () => {
    const { page, errors } = await openPage(browser);
    const reversed = '?grain=year&period=2025&dimension=cohort';
    const segments = ['?dimension=tier&segment=enterprise', '?dimension=cohort&segment=2024-Q1', reversed];
    for (const [index, segment] of segments.entries()) {
      for (const view of VIEWS) {
        await visit(page, `${site.url}/${segment}&view=${view}`);
        await page.screenshot({ path: join(LOOKS, `${view}-segment-${index}.png`), fullPage: true });
      }
    }
    await visit(page, `${site.url}/${reversed}&view=why`);
    await page.locator('p', { hasText: 'No segment moved the way the whole did' }).waitFor();
    await visit(page, `${site.url}/?view=deals&dimension=tier&segment=enterprise`);
    await page.locator('p', { hasText: 'tier: enterprise.' }).waitFor();
    expect(await page.locator('.chart-legend span').allInnerTexts()).not.toContain('self-serve');
    for (const [view, subject] of [
      ['concentration', 'dimension=tier&segment=enterprise'],
      ['ahead', 'dimension=tier&segment=enterprise'],
      ['contracts', 'dimension=cohort&segment=2024-Q1'],
    ] as const) {
      await visit(page, `${site.url}/?view=${view}&${subject}`);
      await page.locator('.note', { hasText: 'covers the whole book' }).waitFor();
    }
    expect(errors).toEqual([]);
    await page.close();
  });
});

describe('Every view', () => {
  it.each([
    ['light', 1280],
    ['dark', 375],
    ['dark', 1920],
  ] as const)(
    'has nothing serious that axe finds, %s at %i pixels, and does not scroll sideways',
    async (colours, width) => {
      const { page } = await openPage(browser, { colours, width, isAudited: true });
      const found: string[] = [];
      for (const view of VIEWS) {
        await visit(page, `${site.url}/?view=${view}`);
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate<Readonly<{ violations: readonly Finding[] }>>('axe.run()');
        found.push(...violations.filter(isSerious).map(({ id, nodes }) => `${view}: ${id} ${nodes[0]?.html ?? ''}`));
        const beyond = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        if (beyond > 0) found.push(`${view}: ${beyond} pixels too wide`);
        for (const scheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme: scheme });
          await page.screenshot({ path: join(LOOKS, `${view}-${width}-${scheme}.png`), fullPage: true });
        }
        await page.emulateMedia({ colorScheme: colours });
      }
      expect(found).toEqual([]);
      await page.close();
    },
  );
});

type Finding = Readonly<{ id: string; impact: string | null; nodes: readonly Readonly<{ html: string }>[] }>;

const isSerious = ({ impact }: Finding): boolean => impact === 'serious' || impact === 'critical';

/** The most that script and style may weigh compressed. */
const MOST = { first: 60_000, all: 100_000 };

describe('The weight of script and style, compressed', () => {
  it('is below 60 kB for the first view, and below 100 kB for all', () => {
    const { first, all } = pageWeight();
    expect(first).toBeLessThan(MOST.first);
    expect(all).toBeLessThan(MOST.all);
  });
});
