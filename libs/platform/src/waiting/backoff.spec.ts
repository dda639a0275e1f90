import { describe, expect, it } from '@jest/globals';
import { backoff } from './backoff.ts';

describe('backoff', () => {
  it('waits between half of the doubled time and all of it, however many failures there were', () => {
    const shortest = backoff({ firstMs: 200, maxMs: 30_000, random: () => 0 });
    const longest = backoff({ firstMs: 200, maxMs: 30_000, random: () => 0.999_999 });
    for (const failures of [1, 2, 10, 2000]) {
      const full = Math.min(30_000, 200 * 2 ** (failures - 1));
      expect(shortest(failures)).toBe(full / 2);
      expect(longest(failures)).toBe(full);
    }
  });
});
