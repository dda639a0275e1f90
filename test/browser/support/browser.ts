import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const ARGUMENTS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  ...['--disable-sync', '--no-first-run'],
];

/** Starts a Chromium of this machine: the one in `CHROMIUM_PATH`, or one at a usual place. */
export const startBrowser = (): Promise<Browser> => {
  const found = [process.env.CHROMIUM_PATH ?? '', ...PLACES].find((path) => path !== '' && existsSync(path));
  if (found === undefined) {
    throw new Error('No Chromium was found: install it (apt-get install chromium), or name it in CHROMIUM_PATH.');
  }
  return chromium.launch({ executablePath: found, args: ARGUMENTS });
};

/** A page with what it did besides what a reader sees. */
export type Watched = Readonly<{ page: Page; errors: readonly string[]; requests: readonly string[] }>;

export type Look = Readonly<{ width?: number; colours?: 'light' | 'dark'; locale?: string; isAudited?: boolean }>;

/** Opens a page of a size and colour scheme. An audited page lets the test run scripts of its own in it. */
export const openPage = async (browser: Browser, look: Look = {}): Promise<Watched> => {
  const { width = 1280, colours = 'light', locale = 'en-US', isAudited = false } = look;
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    colorScheme: colours,
    locale,
    reducedMotion: 'reduce',
    bypassCSP: isAudited,
  });
  const errors: string[] = [];
  const requests: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // A resource that fails is said on the page; the rest is a bug, or stopped by the content security policy.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load')) errors.push(message.text());
  });
  page.on('request', (request) => requests.push(request.url()));
  page.setDefaultTimeout(20_000);
  return { page, errors, requests };
};

/** Opens an address of the page, and waits until nothing is loading. */
export const visit = async (page: Page, url: string): Promise<void> => {
  await page.goto(url);
  await settled(page);
};

/** Waits for the heading of the view, and until no answer is awaited. */
export const settled = async (page: Page): Promise<void> => {
  await page.waitForSelector('main h1');
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'hidden' });
};

/** Waits until the heading of the view says so, and until no answer is awaited. */
export const headed = async (page: Page, text: string | RegExp): Promise<void> => {
  await page.locator('main h1', { hasText: text }).waitFor();
  await settled(page);
};

export const heading = (page: Page): Promise<string> => page.innerText('main h1');
