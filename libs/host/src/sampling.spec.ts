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

describe('Sampling', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('reads every five seconds if a read is fast, until it ends', async () => {
    const { times, sampling } = counted(() => Promise.resolve());
    await jest.advanceTimersByTimeAsync(60_000);
    expect(times).toEqual({ shown: 12, read: 12 });
    sampling.onModuleDestroy();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(times).toEqual({ shown: 12, read: 12 });
  });

  it('pauses a hundred times the duration of a read, and shows the values at hand meanwhile', async () => {
    const { times, sampling } = counted(() => takes(300));
    await jest.advanceTimersByTimeAsync(60_000);
    expect(times).toEqual({ shown: 12, read: 2 });
    sampling.onModuleDestroy();
  });

  it('pauses no longer than a minute', async () => {
    const { times, sampling } = counted(() => takes(4_000));
    await jest.advanceTimersByTimeAsync(75_000);
    expect(times.read).toBe(2);
    sampling.onModuleDestroy();
  });

  it('continues after a failed read', async () => {
    const { times, sampling } = counted(() => Promise.reject(new Error('away')));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(times.read).toBe(2);
    sampling.onModuleDestroy();
  });
});
