import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Retries, type Retry, withRetries } from './with-retries.ts';

class Outage extends Error {}

const setUp = (options: Partial<Retries> = {}) => {
  const retried: Retry[] = [];
  const retries: Retries = {
    classify: (error) => (error instanceof Outage ? 'retry' : 'bug'),
    waitMs: (failures) => failures * 100,
    signal: new AbortController().signal,
    onRetry: (retry) => void retried.push(retry),
    ...options,
  };
  return { retried, retries };
};

const failing = (times: number, error: Error) => async (attempt: number) => {
  if (attempt <= times) throw error;
  return `done at ${attempt}`;
};

describe('withRetries', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('repeats until it succeeds, after the wait of each failure', async () => {
    const { retried, retries } = setUp();
    const startedAt = Date.now();
    const done = withRetries(failing(3, new Outage('down')), retries).then((text) => [text, Date.now() - startedAt]);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await done).toEqual(['done at 4', 600]);
    expect(retried.map(({ attempt, delayMs }) => [attempt, delayMs])).toEqual([
      [1, 100],
      [2, 200],
      [3, 300],
    ]);
  });

  it('lets out an error that no wait can mend, unchanged', async () => {
    const { retried, retries } = setUp();
    const bug = new TypeError('a bug');
    await expect(withRetries(failing(1, bug), retries)).rejects.toBe(bug);
    expect(retried).toEqual([]);
  });

  it('ends its wait at once when the signal is aborted, with the reason for that', async () => {
    const controller = new AbortController();
    const { retries } = setUp({
      signal: controller.signal,
      waitMs: () => 60_000,
      onRetry: () => controller.abort(new Error('shutting down')),
    });
    await expect(withRetries(failing(9, new Outage('down')), retries)).rejects.toThrow('shutting down');
  });

  it('does not begin once the signal is aborted', async () => {
    const { retries } = setUp({ signal: AbortSignal.abort(new Error('shutting down')) });
    await expect(withRetries(() => Promise.resolve('done'), retries)).rejects.toThrow('shutting down');
  });
});
