import { describe, expect, it } from '@jest/globals';
import { day } from '../../../../test/builders/events.ts';
import { isRateOld } from './rate-age.ts';

const rates = (...dates: readonly string[]) => dates.map(day);

describe('The last rate of a currency', () => {
  it.each([
    [rates('2025-03-10', '2025-03-07', '2025-03-06'), '2025-03-17', false],
    [rates('2025-03-10', '2025-03-07', '2025-03-06'), '2025-03-18', true],
    [rates('2025-02-28', '2025-01-31'), '2025-03-31', false],
    [rates('2025-02-28', '2025-01-31'), '2025-05-31', true],
    [rates('2025-02-28'), '2025-03-31', false],
    [rates('2025-02-28'), '2025-04-30', true],
    [rates('2026-01-01', '2025-02-28'), '2025-03-01', false],
    [rates(), '2025-03-01', false],
  ])('%j on %s: old is %s', (dates, on, isOld) => {
    expect(isRateOld(dates, day(on))).toBe(isOld);
  });
});
