import { createLogger } from '@app/platform';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Sampling } from './sampling.ts';

const logger = createLogger({ name: 'test', level: 'silent' });
const takes = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const counted = (read: () => Promise<void>) => {
  const times = { shown: 0, read: 0 };
  const sampling = new Sampling(
    {
      show: () => {
        times.shown += 1;
      },
      read: () => {
        times.read += 1;
        return read();
      },
    },
    logger,
  );
  sampling.onApplicationBootstrap();
  return { times, sampling };
};

describe('the sampling of gauges', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('reads every five seconds what is read at once, and no more once it has ended', async () => {
    const { times, sampling } = counted(() => Promise.resolve());
    await jest.advanceTimersByTimeAsync(60_000);
    expect(times).toEqual({ shown: 12, read: 12 });
    sampling.onModuleDestroy();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(times).toEqual({ shown: 12, read: 12 });
  });

  it('rests a hundred times as long as a read took, and shows what is at hand meanwhile', async () => {
    const { times, sampling } = counted(() => takes(300));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(times).toEqual({ shown: 12, read: 2 });
    sampling.onModuleDestroy();
  });

  it('rests no longer than a minute', async () => {
    const { times, sampling } = counted(() => takes(4_000));
    await jest.advanceTimersByTimeAsync(75_000);
    expect(times.read).toBe(2);
    sampling.onModuleDestroy();
  });

  it('goes on after a read that fails', async () => {
    const { times, sampling } = counted(() => Promise.reject(new Error('away')));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(times.read).toBe(2);
    sampling.onModuleDestroy();
  });
});
