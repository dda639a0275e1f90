import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { FoldLoop } from './fold-loop.ts';

let loop: FoldLoop;

afterEach(async () => {
  await loop.onModuleDestroy();
});

/** A loop whose folds find these numbers of stale contracts, then none. */
const started = (found: number[], { isFillingUp = false, nowMs = (): number => 0 } = {}) => {
  const world = { isFillingUp, halted: null as unknown };
  const foldSome = jest.fn(() => Promise.resolve(found.shift() ?? 0));
  loop = new FoldLoop({
    foldSome,
    isFillingUp: () => Promise.resolve(world.isFillingUp),
    now: nowMs,
    halt: (error) => (world.halted = error),
  });
  loop.onApplicationBootstrap();
  return { foldSome, world };
};

describe('FoldLoop', () => {
  it('folds as long as there is something to fold, then pauses', async () => {
    const { foldSome } = started([120, 12, 3]);
    await sleep(50);
    expect(foldSome).toHaveBeenCalledTimes(4);
  });

  it('runs four folds at once while many wait, and one where few do', async () => {
    const rounds: number[] = [];
    let running = 0;
    const found = [500, 500, 500, 500, 500, 1, 1, 1];
    loop = new FoldLoop({
      foldSome: async () => {
        running += 1;
        await sleep(5);
        rounds.push(running);
        running -= 1;
        return found.shift() ?? 0;
      },
      isFillingUp: () => Promise.resolve(false),
      now: () => 0,
      halt: () => undefined,
    });
    loop.onApplicationBootstrap();
    await sleep(150);
    expect(rounds).toEqual([1, 4, 3, 2, 1, 4, 3, 2, 1, 1]);
  });

  it('goes on at once when nudged, also while it folds', async () => {
    const { foldSome } = started([]);
    await sleep(20);
    loop.nudge();
    await sleep(20);
    expect(foldSome).toHaveBeenCalledTimes(2);
    loop.nudge();
    loop.nudge();
    await sleep(20);
    expect(foldSome.mock.calls.length).toBeGreaterThanOrEqual(3);
  });

  it('looks by itself for what other processors have left', async () => {
    const { foldSome } = started([]);
    await sleep(2_500);
    expect(foldSome).toHaveBeenCalledTimes(2);
  });

  it('folds only now and then while the ledger fills up, nudged or not', async () => {
    let now = 0;
    const { foldSome, world } = started([500, 500, 500, 500], { isFillingUp: true, nowMs: () => now });
    await sleep(50);
    for (let n = 0; n < 5; n += 1) loop.nudge();
    await sleep(600);
    expect(foldSome).toHaveBeenCalledTimes(0);
    now = 15_000;
    await sleep(600);
    expect(foldSome).toHaveBeenCalledTimes(1);
    world.isFillingUp = false;
    await sleep(600);
    expect(foldSome.mock.calls.length).toBeGreaterThan(3);
  });

  it('waits at its end for the fold in work', async () => {
    const order: string[] = [];
    loop = new FoldLoop({
      foldSome: async () => {
        await sleep(50);
        order.push('folded');
        return 0;
      },
      isFillingUp: () => Promise.resolve(false),
      now: () => 0,
      halt: () => undefined,
    });
    loop.onApplicationBootstrap();
    await loop.onModuleDestroy().then(() => order.push('ended'));
    expect(order).toEqual(['folded', 'ended']);
  });

  it('halts at a failure that no wait mends', async () => {
    const bug = new Error('bug');
    const { world, foldSome } = started([]);
    foldSome.mockRejectedValue(bug);
    loop.nudge();
    await sleep(20);
    expect(world.halted).toBe(bug);
  });
});
