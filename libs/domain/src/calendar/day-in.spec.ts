import { describe, expect, it } from '@jest/globals';
import { dayIn } from './day-in.ts';

const on = (timezone: string, instant: string): string =>
  dayIn(timezone, { seconds: Math.floor(Date.parse(instant) / 1000) });

describe('dayIn', () => {
  it.each([
    ['UTC', '2024-02-29T23:59:59.999Z', '2024-02-29'],
    ['UTC', '2024-03-01T00:00:00Z', '2024-03-01'],
    ['UTC', '2100-02-28T23:59:59Z', '2100-02-28'],
    ['UTC', '2100-03-01T00:00:00Z', '2100-03-01'],
  ])('has the leap days of the calendar: %s %s', (timezone, instant, day) => {
    expect(on(timezone, instant)).toBe(day);
  });

  it.each([
    ['Pacific/Kiritimati', '2024-12-31T10:00:00Z', '2025-01-01'],
    ['Pacific/Pago_Pago', '2025-01-01T10:59:59Z', '2024-12-31'],
    ['Asia/Kolkata', '2024-12-31T18:30:00Z', '2025-01-01'],
  ])('changes the year when the zone does: %s %s', (timezone, instant, day) => {
    expect(on(timezone, instant)).toBe(day);
  });

  it('follows daylight saving: the day begins an hour earlier in summer', () => {
    expect(on('Europe/Berlin', '2025-03-29T22:59:59Z')).toBe('2025-03-29');
    expect(on('Europe/Berlin', '2025-03-29T23:00:00Z')).toBe('2025-03-30');
    expect(on('Europe/Berlin', '2025-03-30T22:00:00Z')).toBe('2025-03-31');
    expect(on('America/New_York', '2025-11-02T03:59:59Z')).toBe('2025-11-01');
    expect(on('America/New_York', '2025-11-03T04:59:59Z')).toBe('2025-11-02');
  });

  it('skips the day that a zone left out', () => {
    expect(on('Pacific/Apia', '2011-12-30T09:59:59Z')).toBe('2011-12-29');
    expect(on('Pacific/Apia', '2011-12-30T10:00:00Z')).toBe('2011-12-31');
  });

  it('pads early years', () => {
    expect(on('UTC', '0099-01-02T00:00:00Z')).toBe('0099-01-02');
  });

  it('refuses an unknown zone', () => {
    expect(() => on('Mars/Olympus', '2025-01-01T00:00:00Z')).toThrow(RangeError);
  });
});
