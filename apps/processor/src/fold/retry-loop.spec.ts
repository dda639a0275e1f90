import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { RetryLoop, type RetryLoopOptions } from './retry-loop.ts';

let loop: RetryLoop;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(async () => {
  const ended = loop.onModuleDestroy();
  await passes(60_000);
  await ended;
  jest.useRealTimers();
});

const passes = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
const lasting = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const started = (retry: RetryLoopOptions['retry']) => {
  const world = { halted: null as unknown };
  loop = new RetryLoop({ retry, halt: (error) => (world.halted = error) });
  loop.onApplicationBootstrap();
  return world;
};

describe('RetryLoop', () => {
  it('retries at the start and every 15 seconds, one attempt after another', async () => {
    const retry = jest.fn(() => lasting(20_000));
    started(retry);
    await passes(34_999);
    expect(retry).toHaveBeenCalledTimes(1);
    await passes(1);
    expect(retry).toHaveBeenCalledTimes(2);
  });

  it('runs once, however often the application starts', async () => {
    const retry = jest.fn(() => Promise.resolve());
    started(retry);
    loop.onApplicationBootstrap();
    await passes(0);
    expect(retry).toHaveBeenCalledTimes(1);
  });

  it('ends with the current attempt, which sees the signal, and starts no other', async () => {
    const signals: AbortSignal[] = [];
    let done = 0;
    started(async (signal) => {
      signals.push(signal);
      await lasting(1_000);
      done += 1;
    });
    await passes(500);
    const ended = loop.onModuleDestroy();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(done).toBe(0);
    await passes(500);
    await ended;
    await passes(60_000);
    expect([signals.length, done]).toEqual([1, 1]);
  });

  it('ends at once while it waits', async () => {
    started(() => Promise.resolve());
    await passes(1_000);
    let hasEnded = false;
    void loop.onModuleDestroy().then(() => (hasEnded = true));
    await passes(0);
    expect(hasEnded).toBe(true);
  });

  it('halts at a failure that no wait can mend, but not at one that its end causes', async () => {
    const bug = new Error('a bug');
    const failing = started(() => Promise.reject(bug));
    await passes(0);
    expect(failing.halted).toBe(bug);

    const ending = started((signal) => lasting(1_000).then(() => signal.throwIfAborted()));
    await passes(0);
    const ended = loop.onModuleDestroy();
    await passes(1_000);
    await ended;
    expect(ending.halted).toBeNull();
  });
});
