import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FoldLoop, type FoldLoopOptions } from './fold-loop.ts';

let loop: FoldLoop;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(async () => {
  await loop.onModuleDestroy();
  jest.useRealTimers();
});

const passes = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
const lasting = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const started = (foldSome: FoldLoopOptions['foldSome'], { isFillingUp = false } = {}) => {
  const world = { isFillingUp, halted: null as unknown };
  loop = new FoldLoop({
    foldSome,
    isFillingUp: () => Promise.resolve(world.isFillingUp),
    now: () => Date.now(),
    halt: (error) => (world.halted = error),
  });
  loop.onApplicationBootstrap();
  return world;
};

/** Folds that find these numbers of stale contracts, then none. */
const finding = (...found: number[]) => jest.fn(() => Promise.resolve(found.shift() ?? 0));

describe('FoldLoop', () => {
  it('folds as long as there are stale contracts, then pauses', async () => {
    const foldSome = finding(120, 12, 3);
    started(foldSome);
    await passes(1_999);
    expect(foldSome).toHaveBeenCalledTimes(4);
  });

  it('gathers contracts for a fifth of a second after a fold of few, nudged or not', async () => {
    const foldSome = finding(3, 2);
    started(foldSome);
    await passes(0);
    loop.nudge();
    await passes(199);
    expect(foldSome).toHaveBeenCalledTimes(1);
    await passes(1);
    expect(foldSome).toHaveBeenCalledTimes(2);
  });

  it('runs four folds at once while many contracts wait, and one while few do', async () => {
    const rounds: number[] = [];
    let running = 0;
    const found = [500, 500, 500, 500, 500, 1, 1, 1];
    started(async () => {
      running += 1;
      await lasting(5);
      rounds.push(running);
      running -= 1;
      return found.shift() ?? 0;
    });
    await passes(250);
    expect(rounds).toEqual([1, 4, 3, 2, 1, 4, 3, 2, 1, 1]);
  });

  it('continues at once when nudged, also by a nudge during a fold', async () => {
    const foldSome = finding();
    started(foldSome);
    await passes(0);
    expect(foldSome).toHaveBeenCalledTimes(1);
    loop.nudge();
    await passes(0);
    expect(foldSome).toHaveBeenCalledTimes(2);
    foldSome.mockImplementationOnce(() => lasting(10).then(() => 0));
    loop.nudge();
    await passes(5);
    loop.nudge();
    loop.nudge();
    await passes(5);
    expect(foldSome).toHaveBeenCalledTimes(4);
  });

  it('folds every two seconds without a nudge, for contracts that other processors left', async () => {
    const foldSome = finding();
    started(foldSome);
    await passes(4_000);
    expect(foldSome).toHaveBeenCalledTimes(3);
  });

  it('folds every 15 seconds while the ledger fills up, nudged or not', async () => {
    const foldSome = finding(500, 500, 500, 500);
    const world = started(foldSome, { isFillingUp: true });
    await passes(100);
    for (let n = 0; n < 5; n += 1) loop.nudge();
    await passes(14_800);
    expect(foldSome).toHaveBeenCalledTimes(0);
    await passes(600);
    expect(foldSome).toHaveBeenCalledTimes(1);
    await passes(15_000);
    expect(foldSome).toHaveBeenCalledTimes(2);
    world.isFillingUp = false;
    await passes(500);
    expect(foldSome.mock.calls.length).toBeGreaterThan(3);
  });

  it('waits for the fold in work when it ends', async () => {
    const order: string[] = [];
    started(async () => {
      await lasting(50);
      order.push('folded');
      return 0;
    });
    const ended = loop.onModuleDestroy().then(() => order.push('ended'));
    await passes(50);
    await ended;
    expect(order).toEqual(['folded', 'ended']);
  });

  it('halts at a failure that no wait can mend', async () => {
    const bug = new Error('bug');
    const world = started(() => Promise.reject(bug));
    await passes(0);
    expect(world.halted).toBe(bug);
  });
});
