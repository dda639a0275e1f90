import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openAccess, type OpenAccess } from '@app/http';
import { createLogger } from '@app/platform';
import type { Browser } from 'playwright-core';
import { created, day, term } from '../builders/events.ts';
import { line } from '../builders/lines.ts';
import type { OpenStore } from '../builders/postgres-store.ts';
import { fileBatch } from '../builders/records.ts';
import { serve, type Served } from '../builders/served.ts';
import { withStore } from '../builders/suite-store.ts';
import { built } from '../e2e/support/built.ts';
import { headed, openPage, startBrowser, visit } from './support/browser.ts';

const TOKEN = 'for-the-board';
const SIGN_IN = 'These figures are for those who hold a token';

let store: OpenStore;
let browser: Browser;
let folder: string;
let open: Served;
let guarded: Served;
let access: OpenAccess;

const digestLine = (name: string, token: string): string =>
  `${name} read ${createHash('sha256').update(token).digest('hex')}\n`;

const sell = async (contract: string, price: number): Promise<void> => {
  const sold = created({
    id: contract,
    contract,
    customer: contract,
    term: term('2025-01-01', null),
    lines: [line({ price })],
  });
  await store.apply(fileBatch([sold], contract));
  await store.take(day('2025-01-31'));
};

// Registered first, because the store drops its database after all tests.
afterAll(async () => {
  await browser?.close();
  access?.close();
  await open?.close();
  await guarded?.close();
  if (folder !== undefined) await rm(folder, { recursive: true });
});
withStore((opened) => {
  store = opened;
});
beforeAll(async () => {
  await built();
  folder = await mkdtemp(join(tmpdir(), 'acv-page-tokens-'));
  await writeFile(join(folder, 'tokens'), digestLine('board', TOKEN));
  const tokens = { host: '0.0.0.0', tokensFile: join(folder, 'tokens'), open: null };
  access = await openAccess(tokens, createLogger({ name: 'test', level: 'silent' }));
  await sell('first', 100);
  [open, guarded, browser] = await Promise.all([serve(store), serve(store, { access: access.access }), startBrowser()]);
});

describe('An open page', () => {
  it('shows the figures of an event that arrives, by itself and without loading again', async () => {
    const { page, requests } = await openPage(browser);
    const listening = page.waitForResponse((response) => response.url().endsWith('/stream'));
    await visit(page, `${open.url}/`);
    await headed(page, 'ACV is $1,200 in Jan 2025');
    await listening;
    const loads = () => requests.filter((url) => url === `${open.url}/`).length;
    await sell('second', 300);
    await headed(page, 'ACV is $2,400 in Jan 2025');
    expect(loads()).toBe(1);
    await page.close();
  });
});

describe('A page behind tokens', () => {
  it('asks for a token, refuses a wrong one, and keeps the right one where no script reads it', async () => {
    const { page } = await openPage(browser);
    await page.goto(`${guarded.url}/`);
    await page.locator('h1', { hasText: SIGN_IN }).waitFor();
    await page.getByLabel('Token').fill('a-guess');
    await page.click('text=Sign in');
    await page.getByRole('alert').filter({ hasText: 'This token is not known.' }).waitFor();
    await page.getByLabel('Token').fill(TOKEN);
    await page.click('text=Sign in');
    await headed(page, 'in Jan 2025');
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ name: 'acv_session', httpOnly: true, sameSite: 'Strict' });
    expect(await page.evaluate<string>('document.cookie')).toBe('');
    await page.close();
  });

  it('listens to changes as soon as the reader signed in', async () => {
    const { page } = await openPage(browser);
    await page.goto(`${guarded.url}/`);
    await page.getByLabel('Token').fill(TOKEN);
    const listening = page.waitForResponse((response) => response.url().endsWith('/stream') && response.ok());
    await page.click('text=Sign in');
    await listening;
    await headed(page, 'in Jan 2025');
    await sell('third', 500);
    await headed(page, 'ACV is $3,600 in Jan 2025');
    await page.close();
  });

  it('asks again once the token was taken out of the file', async () => {
    const { page } = await openPage(browser);
    await page.goto(`${guarded.url}/`);
    await page.getByLabel('Token').fill(TOKEN);
    await page.click('text=Sign in');
    await headed(page, 'in Jan 2025');
    await writeFile(join(folder, 'tokens'), digestLine('other', 'another-token'));
    const isRefused = async (): Promise<boolean> =>
      (await guarded.get('/api/v1/policy', { authorization: `Bearer ${TOKEN}` })).status === 401;
    const deadline = Date.now() + 20_000;
    while (!(await isRefused()) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 100));
    await page.reload();
    await page.locator('h1', { hasText: SIGN_IN }).waitFor();
    await page.close();
  });
});
