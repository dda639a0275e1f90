import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { calmRequestQueues } from './calm-request-queues.ts';

type Queue = { pending: unknown[]; throttledUntil: number; checkPendingRequests: () => void };

const { prototype }: { prototype: { scheduleCheckPendingRequests: (this: Queue) => void } } = createRequire(
  import.meta.url,
)('kafkajs/src/network/requestQueue');

/** How often a queue checks its requests within the second after it was asked to schedule a check. */
const looks = (queue: Pick<Queue, 'pending' | 'throttledUntil'>): number => {
  calmRequestQueues();
  const checkPendingRequests = jest.fn();
  prototype.scheduleCheckPendingRequests.call({ ...queue, checkPendingRequests });
  jest.advanceTimersByTime(1_000);
  return checkPendingRequests.mock.calls.length;
};

describe('a request queue', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('is not checked while no request is waiting', () => {
    expect(looks({ pending: [], throttledUntil: -1 })).toBe(0);
  });

  it('is checked while a request is waiting, and while the broker throttles us', () => {
    expect(looks({ pending: ['request'], throttledUntil: -1 })).toBe(1);
    expect(looks({ pending: [], throttledUntil: Date.now() + 500 })).toBe(1);
  });
});
