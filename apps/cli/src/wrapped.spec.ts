import { describe, expect, it } from '@jest/globals';
import { wrapped } from './wrapped.ts';

describe('a wrapped text', () => {
  it('fills lines of 80 columns and breaks at spaces', () => {
    expect(wrapped(`${'a'.repeat(40)} ${'b'.repeat(39)} c`)).toEqual([`${'a'.repeat(40)} ${'b'.repeat(39)}`, 'c']);
    expect(wrapped(`${'a'.repeat(40)} ${'b'.repeat(40)}`)).toEqual(['a'.repeat(40), 'b'.repeat(40)]);
    expect(wrapped(`a ${'b'.repeat(90)} c`)).toEqual(['a', 'b'.repeat(90), 'c']);
  });
});
