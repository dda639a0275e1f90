import { describe, expect, it } from '@jest/globals';
import { RateLimit } from './rate-limit.ts';

const limited = (perSecond: number) => {
  const clock = { ms: 0 };
  const limit = new RateLimit(perSecond, () => clock.ms);
  const taken = (address: string, requests: number): number =>
    Array.from({ length: requests }, () => limit.take(address)).filter(Boolean).length;
  return { clock, taken };
};

describe('RateLimit', () => {
  it('lets an address send the requests of two seconds at once, then as many a second as it may', () => {
    const { clock, taken } = limited(10);
    expect(taken('a', 100)).toBe(20);
    clock.ms = 500;
    expect(taken('a', 100)).toBe(5);
    clock.ms = 60_000;
    expect(taken('a', 100)).toBe(20);
  });

  it('counts each address by itself', () => {
    const { taken } = limited(1);
    expect([taken('a', 5), taken('b', 5)]).toEqual([2, 2]);
  });

  it('forgets the first of more than ten thousand addresses, so that memory is bounded', () => {
    const { taken } = limited(1);
    taken('first', 2);
    for (let n = 0; n < 10_000; n += 1) taken(`address ${n}`, 1);
    expect(taken('first', 1)).toBe(1);
    expect(taken('address 9999', 2)).toBe(1);
  });
});
