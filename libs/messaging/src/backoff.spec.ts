import { describe, expect, it } from '@jest/globals';
import { backoffMs } from './backoff.ts';

describe('backoffMs', () => {
  it('doubles from the first to the maximum and stays there', () => {
    const waits = [1, 2, 3, 7, 8, 5_000].map((failures) => backoffMs({ firstMs: 100, maxMs: 10_000 }, failures));
    expect(waits).toEqual([100, 200, 400, 6_400, 10_000, 10_000]);
  });
});
