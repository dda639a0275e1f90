import { describe, expect, it } from '@jest/globals';
import { placeAt, placeBehind, RECENT_CHANGES } from './change-place.ts';

describe('The place behind changes', () => {
  const start = placeAt(0, []);

  it('remembers numbers that were skipped until they are seen', () => {
    const skipping = placeBehind(start, [1, 2, 5]);
    expect([skipping.last, [...skipping.missing]]).toEqual([5, [3, 4]]);
    const filled = placeBehind(skipping, [3, 6]);
    expect([filled.last, [...filled.missing]]).toEqual([6, [4]]);
  });

  it('lets numbers go that were given to a transaction that never committed', () => {
    const skipping = placeBehind(start, [1, 3]);
    const ids = Array.from({ length: RECENT_CHANGES }, (_, i) => i + 4);
    expect([...placeBehind(skipping, ids).missing]).toEqual([]);
  });

  it('begins with the recent numbers that are not visible as missing', () => {
    const place = placeAt(10_000, [9_998, 10_000]);
    expect(place.last).toBe(10_000);
    expect(place.missing.has(9_999)).toBe(true);
    expect(place.missing.has(9_998)).toBe(false);
    expect(place.missing.has(1)).toBe(false);
    expect(place.missing.size).toBe(RECENT_CHANGES - 2);
  });
});
