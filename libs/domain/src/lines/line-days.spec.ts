import { describe, expect, it } from '@jest/globals';
import { term } from '../../../../test/builders/events.ts';
import { line } from '../../../../test/builders/lines.ts';
import { lineDays } from './line-days.ts';

const YEAR = term('2025-01-01', '2026-01-01');
const RENEWING = term('2025-01-01', '2026-01-01', true);

describe('a line runs', () => {
  it('with its term if it states no bounds, so it renews', () => {
    expect(lineDays(line(), YEAR)).toEqual({ start: '2025-01-01', end: '2026-01-01' });
    expect(lineDays(line(), RENEWING)).toEqual({ start: '2025-01-01', end: null });
  });

  it('to the end that it states, which does not move with a renewal', () => {
    expect(lineDays(line({ end: '2026-01-01' }), RENEWING)).toEqual({ start: '2025-01-01', end: '2026-01-01' });
    expect(lineDays(line({ end: '2026-07-01' }), RENEWING)).toEqual({ start: '2025-01-01', end: '2026-07-01' });
  });

  it('never outside its term', () => {
    expect(lineDays(line({ start: '2024-01-01', end: '2027-01-01' }), YEAR)).toEqual({
      start: '2025-01-01',
      end: '2026-01-01',
    });
    expect(lineDays(line({ start: '2026-01-01' }), YEAR)).toBeNull();
    expect(lineDays(line({ start: '2024-01-01', end: '2025-01-01' }), YEAR)).toBeNull();
  });
});
