import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY, plain } from '@app/domain';
import { readSheetFile } from '@app/host';
import { sheetWorth } from '@app/processing';
import { isSheetFault, translateSheet } from '@app/wire';
import { day } from '../builders/events.ts';

const golden = async (today: string) => {
  const sheet = await readSheetFile('golden', join(import.meta.dirname, 'contracts.csv'));
  const translated = translateSheet(sheet, {
    ...{ name: 'contracts.csv', dates: null, ends: null, decimal: null, currency: null, revision: 0, map: {} },
    dimensions: DEFAULT_POLICY.dimensions,
    today: day(today),
  });
  if (isSheetFault(translated)) throw new Error(translated.message);
  expect(translated.refused).toEqual([]);
  const events = translated.events.map(({ event }) => event);
  return Object.fromEntries(
    sheetWorth(events, day(today), DEFAULT_POLICY).map((worth) => [
      worth.currency,
      {
        arr: plain(worth.arr),
        acv: plain(worth.acv),
        contracts: worth.largest.map(({ contractId, arr, acv }) => `${contractId} ${plain(arr)} ${plain(acv)}`),
      },
    ]),
  );
};

describe('The golden sheet, worked out by hand', () => {
  it('is worth its first year in June 2025', async () => {
    expect(await golden('2025-06-30')).toEqual({
      // 300 a month × 12, without an end.
      EUR: { arr: '3600', acv: '3600', contracts: ['support 3600 3600'] },
      USD: {
        // 162,000 + 24,000 + 10,800. The contract that left in April, the one that is over and the set-up add nothing.
        arr: '196800',
        acv: '196800',
        contracts: [
          // The first of three yearly steps; the ACV is that of the first contract year.
          'ramp 162000 162000',
          // 48,000 for 24 months × 12.
          'flat-24 24000 24000',
          // 10 seats × 100 a month × 12, less 10 %.
          'seats 10800 10800',
        ],
      },
    });
  });

  it('has taken its second step, and lost the seats, in June 2026', async () => {
    expect(await golden('2026-06-30')).toMatchObject({
      // 171,000 + 24,000; the ACV of the ramp stays that of the first contract year.
      USD: { arr: '195000', contracts: ['ramp 171000 162000', 'flat-24 24000 24000'] },
    });
  });
});
