import { describe, expect, it } from '@jest/globals';
import { FoldPace } from './fold-pace.ts';

const paced = (budgetMs: number) => {
  let time = 0;
  let rests = 0;
  const pace = new FoldPace(
    {
      now: () => time,
      rest: async () => {
        rests += 1;
        // Others work for a second meanwhile.
        time += 1_000;
      },
    },
    budgetMs,
  );
  return { pace, rests: () => rests, work: (ms: number) => void (time += ms) };
};

describe('the pace of a fold', () => {
  it('lets others have their turn every 20 ms of work, however many contracts share it', async () => {
    const { pace, rests, work } = paced(1_000_000);
    for (let contract = 0; contract < 100; contract += 1) {
      pace.begin();
      work(5);
      await pace.goOn();
    }
    expect(rests()).toBe(25);
  });

  it('counts only its own work against the budget of a contract', async () => {
    const { pace, work } = paced(100);
    pace.begin();
    for (let step = 0; step < 5; step += 1) {
      work(20);
      expect(await pace.goOn()).toBe(true);
    }
    work(1);
    expect(await pace.goOn()).toBe(false);
    expect(pace.spentMs).toBe(101);
    pace.begin();
    expect(await pace.goOn()).toBe(true);
  });

  it('is long once all contracts together took what one may', async () => {
    const { pace, work } = paced(100);
    for (let contract = 0; contract < 3; contract += 1) {
      pace.begin();
      work(40);
      expect(await pace.goOn()).toBe(true);
      expect(pace.isLong).toBe(contract === 2);
    }
  });

  it('is not long because of the wait for the database before the first contract', () => {
    const { pace, work } = paced(100);
    work(200);
    pace.start();
    expect(pace.isLong).toBe(false);
    work(101);
    expect(pace.isLong).toBe(true);
  });
});
