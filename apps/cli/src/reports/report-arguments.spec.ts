import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY } from '@app/domain';
import { askedSegments, assertFound } from './asked-segments.ts';
import { monthFromArgument, monthsFromArgument, twoDaysFromArguments } from './report-arguments.ts';
import { shortened, shown } from './shown.ts';

const NAMES = { from: '--from', to: '--to' };

describe('The arguments of a report', () => {
  it('name a calendar month, whatever the fiscal year', () => {
    expect(monthFromArgument('--month', '2025-12')).toMatchObject({ start: '2025-12-01', end: '2026-01-01' });
  });

  it('name two days', () => {
    expect(twoDaysFromArguments(NAMES, { from: '2024-12-31', to: '2025-12-31' })).toEqual({
      from: '2024-12-31',
      to: '2025-12-31',
    });
  });

  it.each([
    [() => monthFromArgument('--month', '2025-13'), '--month: 2025-13 is not a month (2025-03)'],
    [() => monthFromArgument('--month', '2025-Q1'), '--month: 2025-Q1 is not a month'],
    [() => monthsFromArgument('--months', '0'), '--months: 0 is not a whole number of months from 1 to 999'],
    [() => monthsFromArgument('--months', '1.5'), '--months: 1.5 is not a whole number'],
    [() => twoDaysFromArguments(NAMES, { from: '2025-02-30', to: '2025-12-31' }), '--from: 2025-02-30 is not a date'],
    [() => twoDaysFromArguments(NAMES, { from: '2025-12-31', to: 'today' }), '--to: today is not a date'],
    [
      () => twoDaysFromArguments(NAMES, { from: '2025-12-31', to: '2025-12-31' }),
      '--from: 2025-12-31 is not before 2025-12-31',
    ],
  ])('%# are refused by name', (read, message) => {
    expect(read).toThrow(message);
  });

  it('ask for the whole, a dimension or a segment', () => {
    const row = { dimension: 'tier', segment: 's' };
    expect(askedSegments({}, DEFAULT_POLICY)({ dimension: 'all', segment: 'all' })).toBe(true);
    expect(askedSegments({}, DEFAULT_POLICY)(row)).toBe(false);
    expect(askedSegments({ dimension: 'tier' }, DEFAULT_POLICY)(row)).toBe(true);
    expect(askedSegments({ dimension: 'tier', segment: 'l' }, DEFAULT_POLICY)(row)).toBe(false);
  });

  it('ask for nothing that is unknown', () => {
    expect(() => askedSegments({ segment: 's' }, DEFAULT_POLICY)).toThrow('--segment: of which --dimension?');
    expect(() => askedSegments({ dimension: 'colour' }, DEFAULT_POLICY)).toThrow(
      '--dimension: colour is no dimension; there are all, tier, channel, region, cohort, acv_band',
    );
    expect(() => assertFound([], { dimension: 'tier', segment: 'x' })).toThrow('--segment: nothing counts in tier x');
  });
});

describe('What people read', () => {
  it('is rounded, and long names are cut', () => {
    expect([shown('1234567.5'), shown(3), shown(null), shown(undefined)]).toEqual(['1,234,568', '3', '-', '-']);
    expect(shortened('a'.repeat(30))).toBe(`${'a'.repeat(19)}…`);
  });
});
