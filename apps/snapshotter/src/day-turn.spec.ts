import { type CivilDate, parseCivilDate } from '@app/domain';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { DayTurn, type DayTurnOptions } from './day-turn.ts';

const day = (text: string): CivilDate => {
  const date = parseCivilDate(text);
  if (date === null) throw new Error(text);
  return date;
};

const calls: string[] = [];

const noting: DayTurnOptions = {
  turnDay: (before, today) => {
    calls.push(`turn ${before} ${today}`);
    return Promise.resolve();
  },
  lookAhead: (today) => {
    calls.push(`ahead ${today}`);
    return Promise.resolve();
  },
};

beforeEach(() => {
  calls.length = 0;
});

const at = (time: string): Date => new Date(`2025-03-01T${time}Z`);

describe('DayTurn', () => {
  it('turns from the last day taken, once a day, and extends the horizon', async () => {
    const turn = new DayTurn(noting, day('2025-02-27'));
    await turn.arrive(day('2025-03-01'), at('00:00:01'));
    await turn.arrive(day('2025-03-01'), at('00:00:02'));
    expect(calls).toEqual(['turn 2025-02-27 2025-03-01', 'ahead 2025-03-01']);
  });

  it('does not turn a new store', async () => {
    const turn = new DayTurn(noting, null);
    await turn.arrive(day('2025-03-01'), at('10:00:00'));
    await turn.arrive(day('2025-03-02'), at('10:00:00'));
    expect(calls.filter((call) => call.startsWith('turn'))).toEqual(['turn 2025-03-01 2025-03-02']);
  });

  it('turns again ten minutes later, for folds that were in work at midnight', async () => {
    const turn = new DayTurn(noting, day('2025-02-28'));
    await turn.arrive(day('2025-03-01'), at('00:00:00'));
    await turn.arrive(day('2025-03-01'), at('00:09:59'));
    expect(calls.filter((call) => call.startsWith('turn'))).toHaveLength(1);
    await turn.arrive(day('2025-03-01'), at('00:10:00'));
    await turn.arrive(day('2025-03-01'), at('00:20:00'));
    expect(calls.filter((call) => call.startsWith('turn'))).toEqual([
      'turn 2025-02-28 2025-03-01',
      'turn 2025-02-28 2025-03-01',
    ]);
  });

  it('does not turn to an earlier day', async () => {
    const turn = new DayTurn(noting, day('2025-03-02'));
    await turn.arrive(day('2025-03-01'), at('00:00:00'));
    await turn.arrive(day('2025-03-02'), at('00:00:00'));
    expect(calls.filter((call) => call.startsWith('turn'))).toEqual([]);
  });
});
