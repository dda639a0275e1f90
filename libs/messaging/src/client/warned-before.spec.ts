import { describe, expect, it } from '@jest/globals';
import { warnedBefore } from './warned-before.ts';

describe('warnedBefore', () => {
  it('lets one warning a minute stand for the errors of a fresh broker', () => {
    let now = 0;
    const isRepeat = warnedBefore(() => now);
    expect(isRepeat('This server does not host this topic-partition')).toBe(false);
    expect(isRepeat('Failed: The group coordinator is not available')).toBe(true);
    now = 60_000;
    expect(isRepeat('The group coordinator is not available')).toBe(false);
  });

  it('keeps every warning about another error', () => {
    const isRepeat = warnedBefore(() => 0);
    for (let i = 0; i < 2; i += 1) expect(isRepeat('Connection timeout')).toBe(false);
  });
});
