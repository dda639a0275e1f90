import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { TakeLoop } from './take-loop.ts';

let loop: TakeLoop;

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

const started = (take: (signal: AbortSignal) => Promise<void>, { areFoldsBehind = false } = {}) => {
  const world = { areFoldsBehind, halted: null as unknown };
  loop = new TakeLoop({
    take,
    intervalMs: 100,
    areFoldsBehind: () => Promise.resolve(world.areFoldsBehind),
    now: () => Date.now(),
    halt: (error) => (world.halted = error),
  });
  loop.onApplicationBootstrap();
  return world;
};

describe('TakeLoop', () => {
  it('takes after each interval, however long a take lasts', async () => {
    const take = jest.fn(() => lasting(500));
    started(take);
    await passes(599);
    expect(take).toHaveBeenCalledTimes(1);
    await passes(1);
    expect(take).toHaveBeenCalledTimes(2);
  });

  it('rests as long as the take lasted beyond two seconds while folds are behind, and no longer once they are not', async () => {
    const take = jest.fn(() => lasting(5_000));
    const world = started(take, { areFoldsBehind: true });
    await passes(7_999);
    expect(take).toHaveBeenCalledTimes(1);
    await passes(1);
    expect(take).toHaveBeenCalledTimes(2);
    world.areFoldsBehind = false;
    await passes(5_100);
    expect(take).toHaveBeenCalledTimes(3);
  });

  it('rests for the interval after a take that was shorter', async () => {
    const take = jest.fn(() => lasting(2_000));
    started(take, { areFoldsBehind: true });
    await passes(2_100);
    expect(take).toHaveBeenCalledTimes(2);
  });

  it('ends a rest at once, and starts no other take', async () => {
    const take = jest.fn(() => lasting(5_000));
    started(take, { areFoldsBehind: true });
    await passes(6_000);
    await loop.onModuleDestroy();
    await passes(60_000);
    expect(take).toHaveBeenCalledTimes(1);
  });

  it('halts at a failure that no wait can mend', async () => {
    const bug = new Error('bug');
    const world = started(() => Promise.reject(bug));
    await passes(0);
    expect(world.halted).toBe(bug);
  });
});
