import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTopic } from '../services/kafka.ts';
import { type App, endApps, eventually, startApp } from './support/app.ts';
import { built } from './support/built.ts';
import { entryPoint } from './support/compose.ts';
import { openStage, type Stage } from './support/stage.ts';

const run = promisify(execFile);
const FORMATS = ['stripe', 'chargebee', 'paddle', 'recurly', 'zuora', 'maxio', 'killbill'] as const;
const SECRET = 'name:secret-of-the-suite';
const OTHER = 'name:secret-of-another-endpoint';

let stage: Stage;
let webhooks: App;
let folder: string;

/** A producer sends until all is taken, so it is ended with the suite. */
const ending = new AbortController();

const producer = (...args: readonly string[]) =>
  run(process.execPath, [entryPoint, 'producer', ...args], {
    env: { PATH: process.env['PATH'] },
    signal: ending.signal,
  });

const deliver = (format: string, secret: string) => {
  const [, url = ''] = /"url":"(http:[^"]+)".*receiving webhooks/.exec(webhooks.log()) ?? [];
  return producer('--format', format, '--webhooks', url, '--secret', secret, '--rate', '0');
};

const topicOf = (format: string): string => `${format}-${stage.input}`;

/** ARR by currency at the close of a day. */
const arrOn = async (day: string): Promise<Readonly<Record<string, number>>> => {
  const rows = await stage.query<{ currency: string; arr: string }>(
    `SELECT currency, sum(arr)::text AS arr FROM contract_span
     WHERE valid_from <= '${day}' AND valid_to > '${day}' AND arr > 0 GROUP BY currency`,
  );
  return Object.fromEntries(rows.map(({ currency, arr }) => [currency, Number(arr)]));
};

beforeAll(async () => {
  await built();
  stage = await openStage();
  folder = await mkdtemp(join(tmpdir(), 'acv-company-'));
  for (const topic of FORMATS.flatMap((format) => [topicOf(format), `${topicOf(format)}.dlq`])) {
    await createTopic(stage.kafka, { topic });
  }
  const adapters = await Promise.all(
    FORMATS.map(async (format) => {
      const { stdout } = await producer('--format', format, '--adapter');
      await writeFile(join(folder, `${format}.json`), stdout);
      return `${topicOf(format)}=${join(folder, `${format}.json`)}`;
    }),
  );
  webhooks = await startApp('webhooks', {
    ...stage.environment,
    ...Object.fromEntries(
      FORMATS.flatMap((format) => [
        [`${format.toUpperCase()}_WEBHOOK_SECRETS`, SECRET],
        [`${format.toUpperCase()}_TOPIC`, topicOf(format)],
      ]),
    ),
    WEBHOOKS_HOST: '127.0.0.1',
    // All systems come from one address here.
    WEBHOOKS_REQUESTS_PER_MINUTE: '6000000',
    WEBHOOKS_PORT: '0',
  });
  await startApp('processor', {
    ...stage.environment,
    INPUT_TOPICS: FORMATS.map(topicOf).join(','),
    INPUT_FORMATS: FORMATS.map((format) => `${topicOf(format)}=${format}`).join(','),
    ADAPTER_FILES: adapters.join(','),
  });
  await startApp('snapshotter', stage.environment);
}, 600_000);
afterAll(async () => {
  ending.abort();
  await endApps();
  await stage.close();
  await rm(folder, { recursive: true });
});

describe('the company whose story is sent', () => {
  it('is refused with another secret', async () => {
    await Promise.all(
      FORMATS.map((format) =>
        expect(deliver(format, OTHER)).rejects.toMatchObject({
          code: 2,
          stderr: expect.stringMatching(new RegExp(`/ingest/${format} answers 401`)),
        }),
      ),
    );
  }, 240_000);

  it('is in the books as its story says, by the signed webhooks of every system', async () => {
    await Promise.all(FORMATS.map((format) => deliver(format, SECRET)));
    const isThere = async () => (await arrOn('2025-12-31'))['USD'] === 7 * 79_800 + 600;
    await eventually('the story is in the books', isThere, { withinMs: 240_000 });
    // Six systems have the whole story; Kill Bill no coupon (600 a year more) and no EUR.
    expect(await arrOn('2025-01-31')).toEqual({ USD: 7 * 109_920 + 480 });
    expect(await arrOn('2025-06-30')).toEqual({ USD: 7 * 128_400 + 600, EUR: 6 * 3_600 });
    expect(await arrOn('2025-08-31')).toEqual({ USD: 7 * 66_600 + 600, EUR: 6 * 3_600 });
    expect(await arrOn('2025-12-31')).toEqual({ USD: 7 * 79_800 + 600, EUR: 6 * 2_400 });
    const letters = await stage.query('SELECT FROM refused');
    expect(letters).toHaveLength(0);
  }, 480_000);
});
