import { civilDate } from '@app/domain';
import { describe, expect, it } from '@jest/globals';
import { unusualAsOf } from './unusual-as-of.ts';

const today = civilDate(2025, 6, 30);

describe('unusualAsOf', () => {
  it('questions a day more than 366 days after today', () => {
    expect(unusualAsOf(civilDate(2125, 6, 30), today)).toMatch(/^--as-of: 2125-06-30 is 36,524 days after today; /);
    expect(unusualAsOf(civilDate(2026, 7, 2), today)).toContain(' 367 days ');
  });

  it('questions no day before that', () => {
    for (const day of [civilDate(2026, 7, 1), today, civilDate(2020, 1, 1)]) expect(unusualAsOf(day, today)).toBeNull();
  });
});
