import { describe, expect, it } from '@jest/globals';
import { namesThatExist, nearIds, nearNames } from './near-names.ts';

describe('A name that does not exist', () => {
  it.each([
    ['self_serve', 'self-serve'],
    ['Enterprise', 'enterprise'],
    ['enterprize', 'enterprise'],
    ['midmarket', 'mid-market'],
  ])('%s suggests %s', (given, meant) => {
    expect(nearNames(given, ['enterprise', 'mid-market', 'self-serve'])).toEqual([meant]);
  });

  it('suggests nothing that is far from it', () => {
    expect(nearNames('colour', ['tier', 'region'])).toEqual([]);
  });

  it('shows those that exist, and how many more there are', () => {
    expect(namesThatExist('teir', ['tier', 'region'])).toBe('did you mean tier? there are tier, region');
    const many = Array.from({ length: 15 }, (_, index) => `cohort ${index}`);
    expect(namesThatExist('x', many)).toMatch(/^there are cohort 0, .*, cohort 11 and 3 more$/);
  });

  it('ends a message with the three nearest ids, the nearest first', () => {
    expect(nearIds('sub_larsh', ['sub_birch', 'sub_larch', 'sub_marsh', 'sub_harsh'])).toBe(
      '; did you mean sub_larch, sub_marsh or sub_harsh?',
    );
    expect(nearIds('sub_larsh', ['sub_larch'])).toBe('; did you mean sub_larch?');
    expect(nearIds('sub_larsh', ['acme'])).toBe('');
  });
});
