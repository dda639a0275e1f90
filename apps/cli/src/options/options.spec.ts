import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY } from '@app/domain';
import { readableFigure, shortened } from '../readable.ts';
import { monthFromArgument, monthsFromArgument, twoDaysFromArguments } from './arguments.ts';
import { assertFound, isAskedFor, oneSegment } from './segment-options.ts';

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
    expect(isAskedFor({}, DEFAULT_POLICY)({ dimension: 'all', segment: 'all' })).toBe(true);
    expect(isAskedFor({}, DEFAULT_POLICY)(row)).toBe(false);
    expect(isAskedFor({ dimension: 'tier' }, DEFAULT_POLICY)(row)).toBe(true);
    expect(isAskedFor({ dimension: 'tier', segment: 'l' }, DEFAULT_POLICY)(row)).toBe(false);
  });

  it('name one segment by both options, or none', () => {
    expect(oneSegment({})).toEqual({ dimension: 'all', segment: 'all' });
    expect(oneSegment({ dimension: 'tier', segment: 's' })).toEqual({ dimension: 'tier', segment: 's' });
    expect(() => oneSegment({ dimension: 'tier' })).toThrow('--dimension tier needs --segment');
    expect(() => oneSegment({ segment: 's' })).toThrow('--segment needs --dimension');
  });

  it('ask for no unknown segment', () => {
    expect(() => isAskedFor({ segment: 's' }, DEFAULT_POLICY)).toThrow('--segment needs --dimension');
    expect(() => isAskedFor({ dimension: 'colour' }, DEFAULT_POLICY)).toThrow(
      '--dimension: colour is not a dimension; there are all, tier, channel, region, cohort, acv_band',
    );
    expect(() => assertFound([], { dimension: 'tier', segment: 'x' })).toThrow('--segment: nothing counts in tier x');
  });
});

describe('Figures and names for people', () => {
  it('are rounded, and long names are cut', () => {
    expect([
      readableFigure('1234567.5', 0),
      readableFigure('1234567.5', 2),
      readableFigure(3, 2),
      readableFigure(null, 2),
      readableFigure(undefined, 2),
    ]).toEqual(['1,234,568', '1,234,567.50', '3', '-', '-']);
    expect(shortened('a'.repeat(30))).toBe(`${'a'.repeat(19)}…`);
  });
});
