import { describe, expect, it } from '@jest/globals';
import { amended, cancelled, contract, term } from '../../../../test/builders/events.ts';
import {
  amountOff,
  commitment,
  expectedUsage,
  line,
  percentOff,
  percentOffAll,
} from '../../../../test/builders/lines.ts';
import { bookingOf, worth } from '../../../../test/builders/worth.ts';
import type { ContractEvent } from '../facts/contract-event.ts';
import { foldTimeline } from '../facts/timeline.ts';
import { plain } from '../money/decimal-text.ts';
import { trialOf } from './trial.ts';

const EVERGREEN = term('2025-01-01', null);
const FREE_MONTH = percentOff(100, { end: '2025-02-01' });

const trial = (events: readonly ContractEvent[], graceDays = 0) => trialOf(foldTimeline(events, graceDays), graceDays);

describe('a trial', () => {
  it('does not exist if the first active day is paid for', () => {
    expect(trial(contract())).toBeNull();
    expect(trial(contract({ lines: [line({ discounts: [FREE_MONTH] }), commitment()] }))).toBeNull();
  });

  it('ends with a discount of 100 %, or with an event that is paid for', () => {
    expect(trial(contract({ lines: [line({ discounts: [FREE_MONTH] })] }))).toEqual({
      start: '2025-01-01',
      end: '2025-02-01',
    });
    const free = contract(
      { term: EVERGREEN, lines: [] },
      amended({ term: EVERGREEN, effective: '2025-03-05', version: 1 }),
    );
    expect(trial(free)).toEqual({ start: '2025-01-01', end: '2025-03-05' });
  });

  it('counts every discount of the day, those of the contract included', () => {
    const [half, rest] = [percentOffAll(50, { end: '2025-03-01' }), amountOff(50, { end: '2025-02-01' })];
    expect(trial(contract({ discounts: [half], lines: [line({ discounts: [rest] })] }))).toBeNull();
    expect(trial(contract({ discounts: [percentOffAll(100, { end: '2025-03-01' })] }))?.end).toBe('2025-03-01');
  });

  it('begins on the first active day and continues over days on which the contract is not active', () => {
    const revived = contract(
      { effective: '2024-11-01', term: EVERGREEN, lines: [] },
      cancelled({ effective: '2025-02-01', version: 1 }),
      amended({ effective: '2025-06-01', term: EVERGREEN, version: 2 }),
    );
    expect(trial(revived)).toEqual({ start: '2025-01-01', end: '2025-06-01' });
  });

  it('has no end if nothing was ever paid, and can end in the days of grace', () => {
    const free = contract({ lines: [line({ discounts: [percentOff(100, { end: '2026-01-01' })] }), expectedUsage()] });
    expect(trial(free)).toEqual({ start: '2025-01-01', end: null });
    expect(trial(free, 30)).toEqual({ start: '2025-01-01', end: '2026-01-01' });
    expect(trial(contract({ effective: '2025-03-01', term: term('2025-01-01', '2025-02-01') }))).toBeNull();
  });
});

describe('the worth of a contract', () => {
  const threeYears = { term: term('2025-01-01', '2028-01-01') };
  const freeFirst = contract({ ...threeYears, lines: [line({ discounts: [FREE_MONTH] })] });
  const freeThird = contract({
    ...threeYears,
    lines: [line({ discounts: [percentOff(100, { start: '2025-03-01', end: '2025-04-01' })] })],
  });

  it('in a free month at the beginning has neither ARR nor a list price, by any policy', () => {
    for (const discounts of ['lasting', 'all'] as const) {
      expect(worth(freeFirst, '2025-01-31', { discounts })).toMatchObject({ arr: '0', grossArr: '0' });
      expect(worth(freeFirst, '2025-02-01', { discounts })).toMatchObject({ arr: '1200', grossArr: '1200' });
    }
  });

  it('in a free month in the middle keeps its rate, because a coupon is a passing promotion', () => {
    expect(worth(freeThird, '2025-03-15')).toMatchObject({ arr: '1200', grossArr: '1200' });
    expect(worth(freeThird, '2025-03-15', { discounts: 'all' })).toMatchObject({ arr: '0', grossArr: '1200' });
  });

  it('at the end of a free year is 0 by the exit run rate, although the coupons are passing promotions', () => {
    const coupons = [
      percentOff(100, { end: '2025-08-01' }),
      percentOff(100, { start: '2025-08-01', end: '2026-03-01' }),
    ];
    const free = contract({ ...threeYears, lines: [line({ discounts: coupons })] });
    expect(worth(free, '2026-06-01', { ramp: 'exit_run_rate' })).toMatchObject({ arr: '1200', acv: '0' });
    const step = contract({ ...threeYears, lines: [line({ discounts: coupons }), line({ id: 'paid', price: 1 })] });
    expect(worth(step, '2026-06-01', { ramp: 'exit_run_rate' })).toMatchObject({ arr: '1212', acv: '1212' });
  });

  it('is booked on the first day with ARR, at the bill of the year, without the free month as a discount', () => {
    const booked = bookingOf(freeFirst);
    expect([booked?.valuedOn, booked && plain(booked.acv), booked && plain(booked.netValue)]).toEqual([
      '2025-02-01',
      '1100',
      '1100',
    ]);
    expect(booked && plain(booked.grossValue)).toBe('1100');
    const third = bookingOf(freeThird);
    expect([third?.valuedOn, third && plain(third.netValue), third && plain(third.grossValue)]).toEqual([
      '2025-01-01',
      '1100',
      '1200',
    ]);
  });

  it('is never booked if it is cancelled in its free month', () => {
    const gone = [...freeFirst, cancelled({ effective: '2025-01-20', version: 1 })];
    expect(bookingOf(gone)).toBeNull();
  });
});
