import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { editDistance, nearName } from './near-name.ts';

const near = nearName(['contract_id', 'currency', 'effective_date', 'version', 'term', 'lines', 'discounts', 'renews']);

describe('The nearest name', () => {
  it.each([
    ['Currency', 'currency'],
    ['effectiveDate', 'effective_date'],
    ['EFFECTIVE__DATE_', 'effective_date'],
    ['t_e_r_m', 'term'],
    ['curency', 'currency'],
    ['currrency', 'currency'],
    ['currencx', 'currency'],
    ['curensy', 'currency'],
    ['discount', 'discounts'],
    ['discoun', 'discounts'],
    ['renew', 'renews'],
    ['line', 'lines'],
    ['Versions', 'version'],
    ['terme', 'term'],
    ['tern', 'term'],
    ['effective-dates', 'effective_date'],
  ])('is found for %s: %s', (key, name) => {
    expect(near(key)).toBe(name);
  });

  it.each([
    ['trem', 'two letters of four'],
    ['versoin', 'two letters of seven'],
    ['curens', 'three letters of eight'],
    ['start_date', 'another word'],
    ['tier', 'another word'],
    ['note', 'another word'],
    ['extensions', 'another word'],
    ['currency\u{1f600}\u{1f600}\u{1f600}', 'three letters more'],
    ['', 'nothing'],
    ['x'.repeat(1_000_000), 'a word without end'],
  ])('is not found for %.20s: %s', (key) => {
    expect(near(key)).toBeNull();
  });

  it('counts a character outside the basic plane as one letter', () => {
    expect(near('curr\u{1f600}ncy')).toBe('currency');
    expect(near('te\u{1f600}m')).toBe('term');
  });

  it('is the first one of several that are equally near', () => {
    expect(nearName(['opened_date', 'opened_dates'])('opened_datess')).toBe('opened_dates');
    expect(nearName(['bat', 'cat'])('at')).toBe('bat');
  });
});

describe('The distance of two names', () => {
  const name = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 });

  /** By the definition, without a table. */
  const naive = (a: readonly string[], b: readonly string[]): number => {
    if (a.length === 0 || b.length === 0) return a.length + b.length;
    const [restA, restB] = [a.slice(1), b.slice(1)];
    if (a[0] === b[0]) return naive(restA, restB);
    return 1 + Math.min(naive(restA, b), naive(a, restB), naive(restA, restB));
  };

  it('is the smallest number of letters inserted, deleted or changed', () => {
    fc.assert(fc.property(name, name, (a, b) => expect(editDistance(a, b)).toBe(naive(a, b))));
  });
});
