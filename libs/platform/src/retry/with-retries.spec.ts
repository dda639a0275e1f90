import { describe, expect, it } from '@jest/globals';
import { backoffMs } from './backoff.ts';
import { type Retries, type Retry, withRetries } from './with-retries.ts';

class Outage extends Error {}

const setUp = (options: Partial<Retries> = {}) => {
  const slept: number[] = [];
  const retried: Retry[] = [];
  const retries: Retries = {
    classify: (error) => (error instanceof Outage ? 'retry' : 'fail'),
    random: () => 0.5,
    firstMs: 100,
    maxMs: 1000,
    onRetry: (retry) => void retried.push(retry),
    sleep: async (ms) => void slept.push(ms),
    ...options,
  };
  return { slept, retried, retries };
};

const failing = (times: number, error: Error) => async (attempt: number) => {
  if (attempt <= times) throw error;
  return `done at ${attempt}`;
};

describe('withRetries', () => {
  it('goes on until it succeeds, waiting twice as long each time up to the longest', async () => {
    const { slept, retried, retries } = setUp();
    await expect(withRetries(failing(6, new Outage('down')), retries)).resolves.toBe('done at 7');
    expect(slept).toEqual([75, 150, 300, 600, 750, 750]);
    expect(retried.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('lets out an error that no wait mends, unchanged', async () => {
    const { slept, retries } = setUp();
    const bug = new TypeError('a bug');
    await expect(withRetries(failing(1, bug), retries)).rejects.toBe(bug);
    expect(slept).toEqual([]);
  });

  it('gives up after as many attempts as it was given', async () => {
    const { slept, retries } = setUp({ maxAttempts: 3 });
    const outage = new Outage('down');
    await expect(withRetries(failing(9, outage), retries)).rejects.toBe(outage);
    expect(slept).toHaveLength(2);
  });

  it('ends its waiting at once when it is told to stop, with the reason for that', async () => {
    const controller = new AbortController();
    const { retries } = setUp({ signal: controller.signal, firstMs: 60_000, maxMs: 60_000 });
    const { sleep, ...withTimer } = retries;
    expect(sleep).toBeDefined();
    const stopped = withRetries(failing(9, new Outage('down')), {
      ...withTimer,
      onRetry: () => controller.abort(new Error('shutting down')),
    });
    await expect(stopped).rejects.toThrow('shutting down');
  });

  it('does not begin when it has been told to stop', async () => {
    const { retries } = setUp({ signal: AbortSignal.abort(new Error('shutting down')) });
    await expect(withRetries(() => Promise.resolve('done'), retries)).rejects.toThrow('shutting down');
  });
});

describe('backoffMs', () => {
  it('stays between half of the wait and the whole, however many attempts there were', () => {
    for (const attempt of [1, 2, 10, 2000]) {
      const full = Math.min(30_000, 200 * 2 ** (attempt - 1));
      expect(backoffMs(attempt, { firstMs: 200, maxMs: 30_000, random: () => 0 })).toBe(full / 2);
      expect(backoffMs(attempt, { firstMs: 200, maxMs: 30_000, random: () => 0.999_999 })).toBe(full);
    }
  });
});
