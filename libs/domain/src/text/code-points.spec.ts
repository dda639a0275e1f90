import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareCodePoints } from './code-points.ts';

describe('the order of ids', () => {
  it('is by code point, unlike UTF-16, which puts emoji before the private use area', () => {
    const ids = ['\u{1F600}', '\uFF5E', 'b', 'a', 'B', '\uE000', 'ä', ''];
    expect(ids.toSorted(compareCodePoints)).toEqual(['', 'B', 'a', 'b', 'ä', '\uE000', '\uFF5E', '\u{1F600}']);
  });

  it('is that of the bytes of UTF-8, as in the database', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareCodePoints(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
      { numRuns: 1000 },
    );
  });
});
