import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { NudgedPause } from './nudged-pause.ts';
import { pause } from './pause.ts';
import { settlesWithin } from './settles-within.ts';
import { whenAborted } from './when-aborted.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** How many milliseconds pass before the promise settles. */
const lasts = async (promise: Promise<unknown>): Promise<number> => {
  const startedAt = Date.now();
  let isSettled = false;
  void promise.then(() => (isSettled = true));
  for (;;) {
    await jest.advanceTimersByTimeAsync(0);
    if (isSettled) return Date.now() - startedAt;
    await jest.advanceTimersByTimeAsync(1);
  }
};

describe('pause', () => {
  it('lasts as long as it is asked to', async () => {
    expect(await lasts(pause(50, new AbortController().signal))).toBe(50);
  });

  it('ends when the signal is aborted, and leaves no timer behind', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    expect(await lasts(pause(50, controller.signal))).toBe(20);
    expect(await lasts(pause(50, controller.signal))).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('settlesWithin', () => {
  it('is true for a promise that settles in time, false for one that does not', async () => {
    expect(await settlesWithin(50, Promise.resolve())).toBe(true);
    const late = settlesWithin(50, new Promise(() => undefined));
    expect(await lasts(late)).toBe(50);
    expect(await late).toBe(false);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('passes a rejection on', async () => {
    await expect(settlesWithin(50, Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  });
});

describe('NudgedPause', () => {
  it('ends at a nudge, also at one that came before it began', async () => {
    const nudged = new NudgedPause();
    setTimeout(() => nudged.nudge(), 20);
    expect(await lasts(nudged.wait(50))).toBe(20);
    nudged.nudge();
    nudged.nudge();
    expect(await lasts(nudged.wait(50))).toBe(0);
    expect(await lasts(nudged.wait(50))).toBe(50);
  });
});

describe('whenAborted', () => {
  it('resolves with the signal', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    expect(await lasts(whenAborted(controller.signal))).toBe(20);
    expect(await lasts(whenAborted(controller.signal))).toBe(0);
  });
});
