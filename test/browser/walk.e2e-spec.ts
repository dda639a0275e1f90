import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { built } from '../e2e/support/built.ts';
import { root } from '../e2e/support/compose.ts';
import { headed, heading, openPage, startBrowser } from './support/browser.ts';

const COMMAND = join(root, 'dist/apps/cli/src/main.js');

let browser: Browser;
let folder: string;

beforeAll(async () => {
  await built();
  folder = await mkdtemp(join(tmpdir(), 'acv-walk-'));
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (folder !== undefined) await rm(folder, { recursive: true });
});

type Demo = Readonly<{ url: string; output: () => string; stop: () => Promise<void> }>;

/** `npm run demo`, as a new user runs it, up to the address of the page. */
const startDemo = async (): Promise<Demo> => {
  const demo = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', COMMAND, 'demo', '--port', '0'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(demo, 'exit');
  let output = '';
  demo.stderr.on('data', (chunk) => (output += String(chunk)));
  const url = new Promise<string>((resolve) => {
    createInterface({ input: demo.stdout }).on('line', (line) => {
      output += `${line}\n`;
      const [, found] = /^The page is at (\S+)/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  const early = ended.then(() => {
    throw new Error(`the demo ended at its start:\n${output}`);
  });
  early.catch(() => undefined);
  return {
    url: await Promise.race([url, early]),
    output: () => output,
    stop: async () => {
      demo.kill('SIGINT');
      await ended;
    },
  };
};

describe('Why did ACV fall in August 2025?', () => {
  it('is answered from the first command to the events of a contract, without a word of documentation', async () => {
    const began = performance.now();
    const times: string[] = [];
    const done = (step: string): void => {
      times.push(`${((performance.now() - began) / 1000).toFixed(1)} s: ${step}`);
    };

    const demo = await startDemo();
    expect(demo.output()).toContain('698 events accepted');
    done('the demo prints its tables and serves the page');

    const { page, errors } = await openPage(browser);
    await page.goto(demo.url);
    await headed(page, 'ACV');
    done('the page is open');

    await page.locator('.stepper select').selectOption({ label: 'Aug 2025' });
    await headed(page, /^ACV fell 2\.[12]% to \$43,918 in Aug 2025$/);
    done('August 2025 is chosen, and the heading says that ACV fell');

    await page.click('text=Why it moved');
    await headed(page, /^ACV fell 2\.[12]%: the largest part is customers that entered, -\$2,\d{3}$/);
    const why = await heading(page);
    expect(await page.innerText('.narrative')).toContain('the average is lower with them');
    done(`the answer: ${why}`);

    await page.getByLabel('Movement').selectOption('new');
    const entered = page.locator('table[aria-label^="Customers by the size"] tbody tr').first();
    await entered.locator('td', { hasText: /^new$/ }).waitFor();
    await entered.locator('a').click();
    await headed(page, 'a year on');
    await page.locator('table[aria-label^="Contracts that are active"] tbody a').first().click();
    await headed(page, 'is worth');
    await page.locator('.events summary').first().click();
    await page.locator('.events pre', { hasText: 'subscription.created' }).first().waitFor();
    done('one of them, down to the event that created its contract');

    expect(errors).toEqual([]);
    await page.close();
    await demo.stop();
    process.stderr.write(`From the first command to the answer:\n  ${times.join('\n  ')}\n`);
  });
});
