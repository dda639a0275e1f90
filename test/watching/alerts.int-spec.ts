import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const run = promisify(execFile);
const alerts = join(import.meta.dirname, '..', '..', 'deploy', 'watching', 'alerts');

/** Prometheus' own tool, as Debian's package `prometheus` has it. Resolves with its output, rejects if it finds faults. */
const promtool = async (...args: readonly string[]): Promise<string> => {
  try {
    const { stdout } = await run('promtool', args);
    return stdout;
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT')
      throw new Error('promtool is missing: install Prometheus (on Debian: apt-get install prometheus)', {
        cause: error,
      });
    throw error;
  }
};

const tests = (folder: string): readonly string[] =>
  ['alerts.test.yaml', 'alerts-of-days.test.yaml'].map((file) => join(folder, file));

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'acv-alerts-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the alerts, by promtool', () => {
  it('are rules that Prometheus reads', async () => {
    expect(await promtool('check', 'rules', join(alerts, 'alerts.yaml'))).toMatch(/SUCCESS: \d+ rules found/);
  });

  it('are silent a step before they are due, and fire then', async () => {
    await promtool('test', 'rules', ...tests(alerts));
  });

  it('fail their tests with another threshold or time', async () => {
    await cp(alerts, folder, { recursive: true });
    const rules = join(folder, 'alerts.yaml');
    let text = await readFile(rules, 'utf8');
    for (const [is, becomes] of [
      ['acv_outbox_age_seconds) > 300', 'acv_outbox_age_seconds) > 400'],
      ['(acv_contracts_set_aside) > 0\n        for: 10m', '(acv_contracts_set_aside) > 0\n        for: 9m'],
      ['< 14 * 86400', '< 15 * 86400'],
    ] as const) {
      expect(text).toContain(is);
      text = text.replace(is, becomes);
    }
    await writeFile(rules, text);
    const failed = await promtool('test', 'rules', ...tests(folder)).catch(String);
    const named = [...failed.matchAll(/alertname: (\w+)/g)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set(['AcvOutboxWaits', 'AcvContractSetAside', 'AcvCertificateEnds']));
  });
});
