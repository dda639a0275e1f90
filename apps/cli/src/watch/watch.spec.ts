import { describe, expect, it } from '@jest/globals';
import { civilDate } from '@app/domain';
import type { Database } from '@app/persistence';
import { screenOn } from './screen.ts';
import { placeOf } from '../store/with-database.ts';
import { spanText, stillText } from './still-text.ts';
import { watchStatus } from './watch-status.ts';

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

describe('A watch', () => {
  it('says where nobody answers, once, and looks again', async () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' });
    let looks = 0;
    const query = (): Promise<never> => {
      looks += 1;
      return Promise.reject(refused);
    };
    const shown: string[] = [];
    const watching = {
      place: placeOf('postgres://finance:secret@db.example.com/acv'),
      screen: { show: (text: string) => void shown.push(text), close: () => undefined },
      isTerminal: false,
      json: false,
      places: { average: 2, sum: 0, percentage: 1 },
      everySeconds: 1,
      now: () => at('10:00:00'),
      pause: () => (looks < 3 ? Promise.resolve() : Promise.reject(new Error('interrupted'))),
    };
    await expect(watchStatus({ query } as unknown as Database, watching)).rejects.toThrow('interrupted');
    expect(shown.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      'No answer from Postgres at db.example.com:5432, database acv since 2025-06-30 10:00:00 UTC: connect ECONNREFUSED',
    ]);
  });
});
