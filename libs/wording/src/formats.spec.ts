import { describe, expect, it } from '@jest/globals';
import { dayNumber, dayText, momentText, periodText } from './days.ts';
import { formatsFor } from './formats.ts';

const english = formatsFor('en-US', 'USD');
const german = formatsFor('de-DE', 'EUR');

/** Formats use non-breaking and narrow spaces. */
const spaced = (text: string): string => text.replaceAll(/\s/gu, ' ');

describe('figures', () => {
  it('are written by the locale, in the reporting currency', () => {
    expect(english.whole('37057.2886')).toBe('$37,057');
    expect(spaced(german.whole('37057.2886'))).toBe('37.057 €');
  });

  it('are short in charts', () => {
    expect(english.short('37057.2886')).toBe('$37.1k');
    expect(english.short('9820181.466')).toBe('$9.8M');
    expect([english.short('999.4'), english.short('999.6'), english.signed('-73.4')]).toEqual([
      '$999',
      '$1,000',
      '-$73',
    ]);
    expect([english.short('9.54'), english.signed('140.9')]).toEqual(['$9.5', '+$141']);
    expect(english.signed('1607.4685')).toBe('+$1.6k');
    expect(english.signed('-18571.0864')).toBe('-$18.6k');
  });

  it('have one decimal if they are percentages', () => {
    expect(english.percent('-4.0293')).toBe('-4.0%');
    expect(spaced(german.percent('97.2202'))).toBe('97,2 %');
    expect(english.share('0.024260')).toBe('2.4%');
  });

  it('have a sign if they are changes, and percentages then change by points', () => {
    expect([english.points('1.25'), english.points('-0.349'), english.points('0.01')]).toEqual([
      '+1.2 pp',
      '-0.3 pp',
      '0.0 pp',
    ]);
    expect([english.signedWhole('1607.4685'), english.signedWhole('-0.4')]).toEqual(['+$1,607', '$0']);
    expect([english.signedPercent('0.94'), english.signedPercent('-0.01')]).toEqual(['+0.9%', '0.0%']);
    expect([english.signedCount(1200), english.signedCount(-3), english.signedCount(0)]).toEqual(['+1,200', '-3', '0']);
  });

  it('have two to four places in the steps of an arithmetic', () => {
    expect(['2684', '2415.6', '0.123456'].map(english.step)).toEqual(['2,684.00', '2,415.60', '0.1235']);
  });

  it('keep every digit of amounts that a float can’t hold', () => {
    expect(english.whole('9007199254740993')).toBe('$9,007,199,254,740,993');
  });

  it('say that they are undefined, and never zero', () => {
    expect(english.whole(null)).toBe('–');
    expect(english.short(null)).toBe('–');
    expect(english.percent(undefined)).toBe('–');
  });

  it('have no sign if they round to zero', () => {
    expect([english.percent('-0.01'), english.whole('-0.4'), english.short('-0.004')]).toEqual(['0.0%', '$0', '$0']);
    expect([english.share('-0.0001'), english.count('-0.2'), english.signed('-0.004')]).toEqual(['0.0%', '0', '$0']);
  });

  it('round a half to the even neighbour, as the figures themselves do', () => {
    expect(english.whole('2.5')).toBe('$2');
    expect(english.percent('0.25')).toBe('0.2%');
  });
});

describe('days and periods', () => {
  it('are the same in every zone', () => {
    expect(dayText('2025-12-31', 'en-US')).toBe('Dec 31, 2025');
    expect(dayNumber('2025-01-02') - dayNumber('2024-12-31')).toBe(2);
  });

  it('are named by their labels', () => {
    expect(['2025-03', '2025-Q1', '2025'].map((label) => periodText(label, 'en-US'))).toEqual([
      'Mar 2025',
      'Q1 2025',
      '2025',
    ]);
  });
});

describe('moments', () => {
  const now = new Date(2026, 0, 2, 18, 0, 0);
  const text = (moment: Date): string => spaced(momentText(moment, 'en-US', now));

  it('are times with their zone alone if they are of today', () => {
    expect(text(new Date(2026, 0, 2, 14, 5, 9))).toMatch(/^2:05:09 PM [A-Z]+\S*$/);
  });

  it('have their day, with the month as a word, if they are of another day', () => {
    expect(text(new Date(2025, 11, 31, 14, 5, 9))).toMatch(/^Dec 31, 2025, 2:05:09 PM [A-Z]+\S*$/);
    expect(text(new Date(2026, 0, 1, 18, 0, 0))).toMatch(/^Jan 1, 2026, 6:00:00 PM [A-Z]+\S*$/);
  });
});
