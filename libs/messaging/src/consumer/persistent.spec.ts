import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { GivenUp, persistently, type Persistence } from './persistent.ts';

const how = (but: Partial<Persistence> = {}): Persistence => ({
  backoff: { firstMs: 1, maxMs: 5 },
  heartbeat: async () => {},
  heartbeatMs: 5,
  onFailure: () => 'retry',
  isWanted: () => true,
  signal: new AbortController().signal,
  ...but,
});

const failing = async (): Promise<never> => {
  throw new Error('no connection');
};

describe('persistently', () => {
  it('tries until it succeeds and tells every failure', async () => {
    const told: [string, number][] = [];
    let calls = 0;
    const work = async (): Promise<string> => {
      calls += 1;
      if (calls < 4) throw new Error(`failure ${calls}`);
      return 'done';
    };
    const onFailure = (error: Error, attempt: number): 'retry' => {
      told.push([error.message, attempt]);
      return 'retry';
    };
    await expect(persistently(work, how({ onFailure }))).resolves.toBe('done');
    expect(told).toEqual([
      ['failure 1', 1],
      ['failure 2', 2],
      ['failure 3', 3],
    ]);
  });

  it('keeps beating while it works', async () => {
    let beats = 0;
    const heartbeat = async (): Promise<void> => {
      beats += 1;
    };
    await persistently(() => sleep(60), how({ heartbeat }));
    expect(beats).toBeGreaterThanOrEqual(3);
  });

  it('lets a membership that is lost end the attempts, with its own error', async () => {
    const lost = new Error('The group is rebalancing');
    const heartbeat = (): Promise<void> => Promise.reject(lost);
    await expect(persistently(failing, how({ heartbeat }))).rejects.toBe(lost);
  });

  it('finishes work that succeeds although the membership is lost', async () => {
    const heartbeat = (): Promise<void> => Promise.reject(new Error('The group is rebalancing'));
    const work = (): Promise<string> => sleep(30, 'done');
    await expect(persistently(work, how({ heartbeat }))).resolves.toBe('done');
  });

  it('gives up when told to halt, and when nobody wants it any more', async () => {
    await expect(persistently(failing, how({ onFailure: () => 'halt' }))).rejects.toBeInstanceOf(GivenUp);
    await expect(persistently(failing, how({ isWanted: () => false }))).rejects.toBeInstanceOf(GivenUp);
  });

  it('cuts the wait between attempts short when closing', async () => {
    const closing = new AbortController();
    const backoff = { firstMs: 60_000, maxMs: 60_000 };
    setTimeout(() => closing.abort(), 20);
    const isWanted = (): boolean => !closing.signal.aborted;
    await expect(persistently(failing, how({ backoff, isWanted, signal: closing.signal }))).rejects.toThrow(GivenUp);
  });
});
