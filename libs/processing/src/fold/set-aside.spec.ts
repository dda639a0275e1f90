import { describe, expect, it } from '@jest/globals';
import type { ContractId } from '@app/domain';
import { budgetAfter, givenUp, waitAfter } from './set-aside.ts';

describe('a contract that is set aside', () => {
  const minutes = (attempts: number) => waitAfter(attempts) / 60_000;

  it('waits a minute, then twice as long each time, and never more than an hour', () => {
    expect([1, 2, 3, 6, 7, 40].map(minutes)).toEqual([1, 2, 4, 32, 60, 60]);
  });

  it('may take twice as long at each attempt, up to four times its budget', () => {
    expect([0, 1, 2, 3, 50].map((attempts) => budgetAfter(attempts, 5_000))).toEqual([
      5_000, 10_000, 20_000, 20_000, 20_000,
    ]);
  });

  it('keeps since when it is, and says what it took', () => {
    const now = new Date('2025-01-01T00:00:00Z');
    const later = new Date('2025-01-01T00:01:00Z');
    const first = givenUp({ contractId: 'c' as ContractId, costMs: 5_003 }, null, { budgetMs: 5_000, now });
    expect(first).toEqual({
      contractId: 'c',
      reason: 'its fold took more than 5000 ms',
      costMs: 5_003,
      attempts: 1,
      since: now,
      nextAttemptAt: later,
    });
    const again = givenUp({ contractId: 'c' as ContractId, costMs: 10_001 }, first, { budgetMs: 10_000, now: later });
    expect([again.attempts, again.since, again.nextAttemptAt.toISOString()]).toEqual([
      2,
      now,
      '2025-01-01T00:03:00.000Z',
    ]);
  });
});
