import { createLogger, readiness } from '@app/platform';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { retryExternalFailures } from './external-failures.ts';
import { ServiceReadiness } from './service-readiness.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const failed = (code: string): Error => Object.assign(new Error(`failed with ${code}`), { code });

const surroundings = (signal = new AbortController().signal) => ({ readiness: new ServiceReadiness(), logger, signal });

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('retryExternalFailures', () => {
  it('is unready while the work fails, and ready once it succeeds', async () => {
    const within = surroundings();
    const seen: unknown[] = [];
    let attempts = 0;
    const done = retryExternalFailures('takes', within, async () => {
      attempts += 1;
      if (attempts === 2) seen.push((await readiness(within.readiness.checks)).checks['takes']);
      if (attempts < 3) throw failed('40001');
      return 'done';
    });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await done).toBe('done');
    expect(seen).toEqual([expect.objectContaining({ status: 'down', reason: 'failed with 40001' })]);
    expect((await readiness(within.readiness.checks)).status).toBe('ready');
  });

  it('passes on at once an error that no wait can mend', async () => {
    const work = () => Promise.reject(failed('42P01'));
    await expect(retryExternalFailures('takes', surroundings(), work)).rejects.toThrow('42P01');
  });

  it('ends its wait when the signal is aborted', async () => {
    const ending = new AbortController();
    const waiting = retryExternalFailures('takes', surroundings(ending.signal), () => Promise.reject(failed('08006')));
    ending.abort(new Error('shutting down'));
    await expect(waiting).rejects.toThrow('shutting down');
  });
});
