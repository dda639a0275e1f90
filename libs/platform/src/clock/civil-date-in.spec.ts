import { describe, expect, it } from '@jest/globals';
import { civilDateIn, isTimezone } from './civil-date-in.ts';
import { FixedClock, SystemClock } from './clock.ts';

const on = (timezone: string, instant: string): string => civilDateIn(timezone, new Date(instant));

describe('civilDateIn', () => {
  it.each([
    ['UTC', '2024-02-29T23:59:59.999Z', '2024-02-29'],
    ['UTC', '2024-03-01T00:00:00Z', '2024-03-01'],
    ['UTC', '2100-02-28T23:59:59Z', '2100-02-28'],
    ['UTC', '2100-03-01T00:00:00Z', '2100-03-01'],
  ])('keeps leap days where there are any: %s %s', (timezone, instant, day) => {
    expect(on(timezone, instant)).toBe(day);
  });

  it.each([
    ['Pacific/Kiritimati', '2024-12-31T10:00:00Z', '2025-01-01'],
    ['Pacific/Pago_Pago', '2025-01-01T10:59:59Z', '2024-12-31'],
    ['Asia/Kolkata', '2024-12-31T18:30:00Z', '2025-01-01'],
  ])('turns the year with the zone: %s %s', (timezone, instant, day) => {
    expect(on(timezone, instant)).toBe(day);
  });

  it('follows daylight saving: the day begins an hour earlier in summer', () => {
    expect(on('Europe/Berlin', '2025-03-29T22:59:59Z')).toBe('2025-03-29');
    expect(on('Europe/Berlin', '2025-03-29T23:00:00Z')).toBe('2025-03-30');
    expect(on('Europe/Berlin', '2025-03-30T22:00:00Z')).toBe('2025-03-31');
    expect(on('America/New_York', '2025-11-02T03:59:59Z')).toBe('2025-11-01');
    expect(on('America/New_York', '2025-11-03T04:59:59Z')).toBe('2025-11-02');
  });

  it('knows the day that a zone left out', () => {
    expect(on('Pacific/Apia', '2011-12-30T09:59:59Z')).toBe('2011-12-29');
    expect(on('Pacific/Apia', '2011-12-30T10:00:00Z')).toBe('2011-12-31');
  });

  it('pads early years', () => {
    expect(on('UTC', '0099-01-02T00:00:00Z')).toBe('0099-01-02');
  });

  it('refuses a zone that nobody knows', () => {
    expect(isTimezone('Europe/Berlin')).toBe(true);
    expect(isTimezone('Mars/Olympus')).toBe(false);
    expect(() => on('Mars/Olympus', '2025-01-01T00:00:00Z')).toThrow(RangeError);
  });
});

describe('Clock', () => {
  it('stands still until it is told otherwise', () => {
    const clock = new FixedClock('2025-01-01T00:00:00Z');
    clock.advance(1500);
    expect(clock.now().toISOString()).toBe('2025-01-01T00:00:01.500Z');
    clock.now().setFullYear(1999);
    clock.set('2026-01-01T00:00:00Z');
    expect(clock.now().toISOString()).toBe('2026-01-01T00:00:00.000Z');
  });

  it('is the machine time in production', () => {
    expect(Math.abs(new SystemClock().now().getTime() - Date.now())).toBeLessThan(1000);
  });
});
