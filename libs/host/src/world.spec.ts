import { createLogger, readiness } from '@app/platform';
import { describe, expect, it } from '@jest/globals';
import { Conditions } from './conditions.ts';
import { patiently } from './world.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const failed = (code: string): Error => Object.assign(new Error(`failed with ${code}`), { code });

describe('patiently', () => {
  it('is unready while the world fails, and ready when it lets the work succeed', async () => {
    const conditions = new Conditions();
    const seen: unknown[] = [];
    let attempts = 0;
    const done = await patiently('takes', { conditions, logger, signal: new AbortController().signal }, async () => {
      attempts += 1;
      if (attempts === 2) seen.push((await readiness(conditions.checks)).checks['takes']);
      if (attempts < 3) throw failed('40001');
      return 'done';
    });
    expect(done).toBe('done');
    expect(seen).toEqual([expect.objectContaining({ status: 'down', reason: 'failed with 40001' })]);
    expect((await readiness(conditions.checks)).status).toBe('ready');
  });

  it('passes on at once what no wait mends', async () => {
    const patience = { conditions: new Conditions(), logger, signal: new AbortController().signal };
    await expect(patiently('takes', patience, () => Promise.reject(failed('42P01')))).rejects.toThrow('42P01');
  });

  it('ends its wait when told to', async () => {
    const ending = new AbortController();
    const patience = { conditions: new Conditions(), logger, signal: ending.signal };
    const waiting = patiently('takes', patience, () => Promise.reject(failed('08006')));
    ending.abort(new Error('told to'));
    await expect(waiting).rejects.toThrow('told to');
  });
});
