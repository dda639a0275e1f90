import { setImmediate as nextTurn } from 'node:timers/promises';
import { DEFAULT_POLICY, measuredDays, parseCivilDate, periodsBetween } from '@app/domain';
import type { PeriodSums } from '@app/processing';
import { describe, expect, it } from '@jest/globals';
import type { PeriodAt } from '../comparison/comparison.ts';
import { SharedPeriods, type SumUpPeriod } from './shared-periods.ts';

const day = (text: string) => {
  const date = parseCivilDate(text);
  if (date === null) throw new Error(`${text} is not a date`);
  return date;
};

const [FIRST, LAST] = [day('2025-01-01'), day('2025-06-30')];

const MONTHS: readonly PeriodAt[] = periodsBetween('month', FIRST, LAST, 1).map((period) => ({
  period,
  days: measuredDays(period, LAST, FIRST, DEFAULT_POLICY),
  rates: { measured: [], dated: [] },
}));

/** The sums of a period that name it. */
const sumsOf = ({ period }: PeriodAt): PeriodSums => ({
  segments: [],
  largestMove: null,
  gaps: { withoutRate: 0, currencies: [period.label], creationMissing: 0, mixedSources: 0 },
});

/** A connection that takes some turns for each period and notes it. */
const connection = (turns: number, noted: string[] = []): SumUpPeriod & Readonly<{ noted: readonly string[] }> =>
  Object.assign(
    async (at: PeriodAt) => {
      for (let turn = 0; turn < turns; turn += 1) await nextTurn();
      noted.push(at.period.label);
      return sumsOf(at);
    },
    { noted },
  );

const labelsIn = (all: readonly PeriodSums[]) => all.map(({ gaps }) => gaps.currencies[0]);

describe('The periods that two connections share', () => {
  it('are each summed up once, and handed out in order, whichever connection is quicker', async () => {
    for (const [here, beside] of [[connection(1), connection(5)] as const, [connection(5), connection(1)] as const]) {
      const shared = new SharedPeriods(MONTHS);
      const working = shared.work(beside);
      const taken: PeriodSums[] = [];
      for (const at of MONTHS) taken.push(await shared.take(at, here));
      await working;
      expect(labelsIn(taken)).toEqual(MONTHS.map(({ period }) => period.label));
      expect([...here.noted, ...beside.noted].toSorted()).toEqual(MONTHS.map(({ period }) => period.label));
      expect(Math.min(here.noted.length, beside.noted.length)).toBeGreaterThan(0);
    }
  });

  it('are all summed up by one connection if the other never begins', async () => {
    const shared = new SharedPeriods(MONTHS);
    const here = connection(1);
    for (const at of MONTHS) await shared.take(at, here);
    expect(here.noted).toHaveLength(MONTHS.length);
  });

  it('are handed out once: a period that is asked for again is none of them', async () => {
    const shared = new SharedPeriods(MONTHS);
    const [first] = MONTHS;
    if (first === undefined) throw new Error('There are months.');
    expect(shared.has(first)).toBe(true);
    await shared.take(first, connection(1));
    expect(shared.has(first)).toBe(false);
  });

  it('fail on both sides when one of them fails on the other connection, and no further one begins', async () => {
    const shared = new SharedPeriods(MONTHS);
    const noted: string[] = [];
    const working = shared.work(async ({ period }) => {
      noted.push(period.label);
      await nextTurn();
      throw new Error('the connection is lost');
    });
    const take = async (): Promise<void> => {
      for (const at of MONTHS) await shared.take(at, connection(5));
    };
    await expect(Promise.allSettled([working, take()])).resolves.toMatchObject([
      { reason: new Error('the connection is lost') },
      { reason: new Error('the connection is lost') },
    ]);
    expect(noted).toEqual(['2025-01']);
  });

  it('are left once they are stopped', async () => {
    const shared = new SharedPeriods(MONTHS);
    const beside = connection(3);
    const working = shared.work(beside);
    shared.stop();
    await working;
    expect(beside.noted).toEqual(['2025-01']);
  });
});
