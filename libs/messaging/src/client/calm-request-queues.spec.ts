import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { calmRequestQueues } from './calm-request-queues.ts';

type Queue = { pending: unknown[]; throttledUntil: number; checkPendingRequests: () => void };

const { prototype }: { prototype: { scheduleCheckPendingRequests: (this: Queue) => void } } = createRequire(
  import.meta.url,
)('kafkajs/src/network/requestQueue');

/** How often a queue looks for requests that wait, within a second after it was told to see to it. */
const looks = (queue: Pick<Queue, 'pending' | 'throttledUntil'>): number => {
  calmRequestQueues();
  const checkPendingRequests = jest.fn();
  prototype.scheduleCheckPendingRequests.call({ ...queue, checkPendingRequests });
  jest.advanceTimersByTime(1_000);
  return checkPendingRequests.mock.calls.length;
};

describe('a queue of requests', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('is left alone where nothing waits', () => {
    expect(looks({ pending: [], throttledUntil: -1 })).toBe(0);
  });

  it('is looked at where a request waits, and where the broker slows us down', () => {
    expect(looks({ pending: ['request'], throttledUntil: -1 })).toBe(1);
    expect(looks({ pending: [], throttledUntil: Date.now() + 500 })).toBe(1);
  });
});
