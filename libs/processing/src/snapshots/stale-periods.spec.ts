import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY, measuredDays, periodOf, type Policy } from '@app/domain';
import { day, dayOrNull } from '../../../../test/builders/events.ts';
import { stalePeriods } from './stale-periods.ts';

type Causes = Parameters<typeof stalePeriods>[2];
type Changes = Readonly<{
  asOf?: string | null;
  first?: string | null;
  events?: Causes['stale']['events'];
  fx?: Causes['stale']['fx'];
  reported?: readonly string[];
  calc?: string;
  firstTaken?: string;
}>;

const span = (start: string, end: string | null) => ({ start: day(start), end: dayOrNull(end) });
const REPORTED = ['2025-01', '2025-02', '2025-03', '2025-04', '2025-05', '2025-06'].map((label) => `month|${label}`);

/** One period looks back on no other. */
const POLICY: Policy = { ...DEFAULT_POLICY, signals: { ...DEFAULT_POLICY.signals, compressionPeriods: 1 } };

const stale = (asOf: string, changes: Changes, policy = POLICY): readonly string[] =>
  stalePeriods(day(asOf), policy, {
    state: {
      asOf: dayOrNull(changes.asOf === undefined ? asOf : changes.asOf),
      calcVersion: changes.calc ?? 'same',
      firstActiveDay: dayOrNull(changes.first === undefined ? '2025-01-10' : changes.first),
      firstActiveDayTaken: dayOrNull(changes.firstTaken ?? null),
      isCatchingUp: false,
    },
    stale: { events: changes.events ?? [], fx: changes.fx ?? [] },
    reported: new Set(changes.reported ?? REPORTED),
    calcVersion: 'same',
  }).map(({ period, reason }) => `${period.label} ${reason}`);

describe('the periods that are taken', () => {
  it('are those that lose what they were compared with where the first active day moves', () => {
    expect(stale('2025-06-30', { first: '2025-04-05', firstTaken: '2025-01-10' })).toEqual([
      '2025-02 events',
      '2025-03 events',
      '2025-04 events',
    ]);
    expect(stale('2025-06-30', { first: '2025-01-10', firstTaken: '2025-01-10' })).toEqual([]);
  });

  it('are all from the first active day to the day of the take, the first time', () => {
    expect(stale('2025-03-10', { asOf: null, reported: [] })).toEqual([
      '2025-01 first',
      '2025-02 first',
      '2025-03 first',
    ]);
    expect(stale('2025-01-09', { asOf: null, reported: [] })).toEqual([]);
    expect(stale('2025-03-10', { asOf: null, first: null, reported: [] })).toEqual([]);
  });

  it('are none where nothing changed', () => {
    expect(stale('2025-06-10', {})).toEqual([]);
  });

  it('see the days of a change, and compare with them: that of the period, the next, and the one a year later', () => {
    expect(stale('2025-06-10', { events: [span('2025-02-27', '2025-03-02')] })).toEqual([
      '2025-02 events',
      '2025-03 events',
    ]);
    expect(stale('2025-06-10', { events: [span('2025-02-10', '2025-02-12')] })).toEqual(['2025-02 events']);
    expect(stale('2025-06-10', { events: [span('2025-04-10', null)] })).toEqual([
      '2025-04 events',
      '2025-05 events',
      '2025-06 events',
    ]);
    expect(stale('2025-06-10', { events: [span('2025-06-11', null)] })).toEqual([]);
    const months = Array.from(
      { length: 18 },
      (_, i) => `month|${i < 12 ? 2025 : 2026}-${String((i % 12) + 1).padStart(2, '0')}`,
    );
    expect(stale('2026-06-10', { reported: months, events: [span('2025-03-31', '2025-04-01')] })).toEqual([
      '2025-03 events',
      '2025-04 events',
      '2026-03 events',
    ]);
  });

  it('name a change of rates before one of events, and another calculation before both', () => {
    const both = { events: [span('2025-06-01', null)], fx: [span('2025-06-01', null)] };
    expect(stale('2025-06-10', both)).toEqual(['2025-06 fx']);
    expect(stale('2025-06-10', { ...both, calc: 'another' })).toContain('2025-06 calculation');
  });

  it('are those that time moves: the open one, and one that it closes', () => {
    expect(stale('2025-06-10', { asOf: '2025-06-09' })).toEqual(['2025-06 time']);
    expect(stale('2025-06-03', { asOf: '2025-06-02' })).toEqual(['2025-05 time', '2025-06 time']);
  });

  it('stay those that were reported, where no contract is active any more', () => {
    expect(stale('2025-06-10', { first: null, events: [span('2025-01-10', null)] })).toHaveLength(6);
  });

  it('drag along the periods whose signals look back on them', () => {
    expect(stale('2025-06-10', { events: [span('2025-02-10', '2025-02-12')] }, DEFAULT_POLICY)).toEqual([
      '2025-02 events',
      '2025-03 events',
      '2025-04 events',
    ]);
  });
});

describe('the days that a period is measured and compared on', () => {
  it('are none before the first active day', () => {
    const march = periodOf('month', day('2025-03-01'), 1);
    const days = (first: string) => measuredDays(march, day('2025-03-10'), day(first), DEFAULT_POLICY);
    expect(days('2025-03-01')).toEqual({ now: '2025-03-10', prior: null, yearAgo: null });
    expect(days('2025-02-28')).toEqual({ now: '2025-03-10', prior: '2025-02-28', yearAgo: null });
    expect(days('2024-03-31')).toEqual({ now: '2025-03-10', prior: '2025-02-28', yearAgo: '2024-03-31' });
  });
});
