import { describe, expect, it } from '@jest/globals';
import { civilDate } from '@app/domain';
import { screenOn } from './screen.ts';
import { spanText, stillText } from './still-text.ts';

const EMPTY = { newestEvent: null, partitions: [], lastTake: null };

const at = (time: string): Date => new Date(`2025-06-30T${time}Z`);

describe('The time since the last news', () => {
  it.each([
    [-1, '0 s'],
    [59.9, '59 s'],
    [61, '1 min 1 s'],
    [2 * 3600 + 300, '2 h 5 min'],
    [90_000, '1 d 1 h'],
  ])('of %d seconds is in two units', (seconds, text) => {
    expect(spanText(seconds)).toBe(text);
  });

  it('counts from the last event, batch or take', () => {
    const lastTake = { asOf: civilDate(2025, 6, 30), takenAt: at('10:00:30'), durationMs: 12 };
    const data = { ...EMPTY, newestEvent: { ingestedAt: at('10:00:00') }, lastTake };
    expect(stillText(data, at('10:01:00'))).toBe('Nothing new since 2025-06-30 10:00:30 UTC, for 30 s.');
    expect(stillText(EMPTY, at('10:01:00'))).toBe('Nothing was read yet.');
  });
});

describe('The screen of a watch', () => {
  const written = (isTTY: boolean) => {
    const texts: string[] = [];
    const screen = screenOn({ isTTY, write: (text: unknown) => texts.push(String(text)) > 0 });
    screen.show('one\ntwo');
    screen.close();
    return texts.join('');
  };

  it('redraws a terminal line over line, and gives the cursor back', () => {
    expect(written(true)).toBe('\u001b[?25l\u001b[2J\u001b[Hone\u001b[K\ntwo\u001b[K\u001b[J\n\u001b[?25h');
  });

  it('sends no commands elsewhere', () => {
    expect(written(false)).toBe('one\ntwo\n');
  });
});
