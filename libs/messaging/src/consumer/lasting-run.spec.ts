import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LastingRun } from './lasting-run.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const running = (start: () => Promise<void>, onFailure: () => 'retry' | 'halt' = () => 'retry') => {
  const world = { starts: [] as number[], failures: [] as string[], isOver: false, ending: new AbortController() };
  const run = new LastingRun({
    start: () => {
      world.starts.push(Date.now() - startedAt);
      return start();
    },
    waitMs: (failures) => failures * 100,
    onFailure: (error, attempt) => {
      world.failures.push(`${attempt}: ${error.message}`);
      return onFailure();
    },
    signal: world.ending.signal,
  });
  const startedAt = Date.now();
  void run.last().then(() => (world.isOver = true));
  return { run, world };
};

const passes = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

describe('LastingRun', () => {
  it('starts again after longer and longer waits while it cannot start', async () => {
    const { world } = running(() => Promise.reject(new Error('no broker')));
    await passes(650);
    expect(world.starts).toEqual([0, 100, 300, 600]);
    expect(world.failures).toEqual(['1: no broker', '2: no broker', '3: no broker', '4: no broker']);
  });

  it('starts again when it ends by itself, after a short wait if it has worked before', async () => {
    const { run, world } = running(() => Promise.resolve());
    for (let n = 0; n < 3; n += 1) {
      await passes(0);
      run.works();
      run.ended(new Error('no coordinator'));
      await passes(100);
    }
    expect(world.starts).toEqual([0, 100, 200, 300]);
  });

  it('starts again if it ends before its start has resolved', async () => {
    const { run, world } = running(async () => run.ended(new Error('not joined')));
    await passes(100);
    expect(world.starts).toEqual([0, 100]);
  });

  it('is over at a failure that halts it, and when the signal is aborted, also during a wait', async () => {
    const halted = running(
      () => Promise.reject(new Error('wrong password')),
      () => 'halt',
    );
    await passes(10_000);
    expect([halted.world.isOver, halted.world.starts]).toEqual([true, [0]]);
    for (const start of [() => Promise.resolve(), () => Promise.reject(new Error('no broker'))]) {
      const { world } = running(start);
      await passes(50);
      world.ending.abort();
      await passes(0);
      expect(world.isOver).toBe(true);
    }
  });
});
