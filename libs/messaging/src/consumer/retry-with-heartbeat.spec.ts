import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { GivenUp, type HeartbeatRetries, retryWithHeartbeat } from './retry-with-heartbeat.ts';

const how = (but: Partial<HeartbeatRetries> = {}): HeartbeatRetries => ({
  waitMs: () => 100,
  heartbeat: async () => {},
  heartbeatMs: 10,
  onFailure: () => 'retry',
  isWanted: () => true,
  signal: new AbortController().signal,
  ...but,
});

const lasting = <T>(ms: number, value: T): Promise<T> => new Promise((resolve) => setTimeout(resolve, ms, value));

const failing = async (): Promise<never> => {
  throw new Error('no connection');
};

/** The outcome of work that began now, and after how many milliseconds it is there. */
const outcome = async (work: Promise<unknown>): Promise<readonly [unknown, number]> => {
  const startedAt = Date.now();
  const settled = work.then(
    (value) => [value, Date.now() - startedAt] as const,
    (error: unknown) => [error, Date.now() - startedAt] as const,
  );
  await jest.advanceTimersByTimeAsync(60_000);
  expect(jest.getTimerCount()).toBe(0);
  return settled;
};

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('retryWithHeartbeat', () => {
  it('repeats the work until it succeeds, and reports every failure', async () => {
    const reported: [string, number][] = [];
    let calls = 0;
    const work = async (): Promise<string> => {
      calls += 1;
      if (calls < 4) throw new Error(`failure ${calls}`);
      return 'done';
    };
    const onFailure = (error: Error, attempt: number): 'retry' => {
      reported.push([error.message, attempt]);
      return 'retry';
    };
    expect(await outcome(retryWithHeartbeat(work, how({ onFailure })))).toEqual(['done', 300]);
    expect(reported).toEqual([
      ['failure 1', 1],
      ['failure 2', 2],
      ['failure 3', 3],
    ]);
  });

  it('sends heartbeats while it works', async () => {
    let beats = 0;
    const heartbeat = async (): Promise<void> => {
      beats += 1;
    };
    expect(await outcome(retryWithHeartbeat(() => lasting(65, 'done'), how({ heartbeat })))).toEqual(['done', 65]);
    expect(beats).toBe(6);
  });

  it('ends the attempts with the heartbeat’s error once the membership is lost', async () => {
    const lost = new Error('The group is rebalancing');
    const heartbeat = (): Promise<void> => Promise.reject(lost);
    expect(await outcome(retryWithHeartbeat(failing, how({ heartbeat })))).toEqual([lost, 100]);
  });

  it('returns the result of work that succeeds although the membership is lost', async () => {
    const heartbeat = (): Promise<void> => Promise.reject(new Error('The group is rebalancing'));
    const work = (): Promise<string> => lasting(30, 'done');
    expect(await outcome(retryWithHeartbeat(work, how({ heartbeat })))).toEqual(['done', 30]);
  });

  it('lets out an error of the callback as it is, because it is no failure of the work', async () => {
    const bug = new TypeError('a bug in the callback');
    const onFailure = (): 'retry' => {
      throw bug;
    };
    expect(await outcome(retryWithHeartbeat(failing, how({ onFailure })))).toEqual([bug, 0]);
  });

  it('gives up at once when halted, and after the wait when it is no longer wanted', async () => {
    const [halted, atOnce] = await outcome(retryWithHeartbeat(failing, how({ onFailure: () => 'halt' })));
    expect([halted, atOnce]).toEqual([expect.any(GivenUp), 0]);
    expect(halted).toMatchObject({ cause: { message: 'no connection' } });
    expect(await outcome(retryWithHeartbeat(failing, how({ isWanted: () => false })))).toEqual([
      expect.any(GivenUp),
      100,
    ]);
  });

  it('prefers giving up to a lost membership when it closes', async () => {
    const heartbeat = (): Promise<void> => Promise.reject(new Error('The group is rebalancing'));
    const [error] = await outcome(retryWithHeartbeat(failing, how({ heartbeat, isWanted: () => false })));
    expect(error).toBeInstanceOf(GivenUp);
  });

  it('cuts the wait between attempts short when closing', async () => {
    const closing = new AbortController();
    setTimeout(() => closing.abort(), 20);
    const options = how({ waitMs: () => 50_000, isWanted: () => !closing.signal.aborted, signal: closing.signal });
    expect(await outcome(retryWithHeartbeat(failing, options))).toEqual([expect.any(GivenUp), 20]);
  });
});
