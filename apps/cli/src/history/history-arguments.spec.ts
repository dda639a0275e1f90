import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY } from '@app/domain';
import { day } from '../../../../test/builders/events.ts';
import { historyQuestion } from './history-arguments.ts';

const POLICY = { ...DEFAULT_POLICY, timezone: 'America/New_York' };

const emitted = (at: string, asOf = '2025-04-09') => ({ emittedAt: new Date(at), asOf: day(asOf) });

describe('The question of a history', () => {
  it.each([
    ['2025-03', 'month', '2025-03-01'],
    ['2025-Q2', 'quarter', '2025-04-01'],
    ['2025', 'year', '2025-01-01'],
  ])('names its grain by its label: %s', (period, grain, start) => {
    expect(historyQuestion({ period }, POLICY)).toMatchObject({
      period: { grain, label: period, start },
      name: { dimension: 'all', segment: 'all' },
      wasKnown: null,
    });
  });

  it('counts as known at a date the snapshots emitted before its end in the zone', () => {
    const { wasKnown } = historyQuestion({ period: '2025-03', knownAt: '2025-04-10' }, POLICY);
    expect(wasKnown?.(emitted('2025-04-11T03:59:59.999Z'))).toBe(true);
    expect(wasKnown?.(emitted('2025-04-11T04:00:00Z'))).toBe(false);
  });

  it('counts as known at an instant the snapshots emitted up to it', () => {
    const { wasKnown } = historyQuestion({ period: '2025-03', knownAt: '2025-04-10T08:00:00+02:00' }, POLICY);
    expect(wasKnown?.(emitted('2025-04-10T06:00:00Z'))).toBe(true);
    expect(wasKnown?.(emitted('2025-04-10T06:00:00.001Z'))).toBe(false);
  });

  it('finds by the day that a figure is of, and by both if both are given', () => {
    const asOf = historyQuestion({ period: '2025-03', asOf: '2025-04-09' }, POLICY).wasKnown;
    expect(asOf?.(emitted('2026-01-01T00:00:00Z', '2025-04-09'))).toBe(true);
    expect(asOf?.(emitted('2025-01-01T00:00:00Z', '2025-04-10'))).toBe(false);
    const both = historyQuestion({ period: '2025-03', asOf: '2025-04-09', knownAt: '2025-04-10' }, POLICY).wasKnown;
    expect(both?.(emitted('2025-04-10T12:00:00Z', '2025-04-09'))).toBe(true);
    expect(both?.(emitted('2025-04-12T12:00:00Z', '2025-04-09'))).toBe(false);
    expect(both?.(emitted('2025-04-10T12:00:00Z', '2025-04-10'))).toBe(false);
  });

  it.each([
    [{ period: '2025-13' }, '--period: 2025-13'],
    [{ period: '2025-03', grain: 'quarter' }, '--grain: 2025-03 is a month'],
    [{ period: '2025-03', segment: 'smb' }, '--segment needs --dimension'],
    [{ period: '2025-03', asOf: '2025-02-30' }, '--as-of: 2025-02-30'],
    [{ period: '2025-03', knownAt: '2025-02-30' }, '--known-at: 2025-02-30'],
  ])('is refused with one line: %j', (options, message) => {
    expect(() => historyQuestion(options, POLICY)).toThrow(message);
  });
});
