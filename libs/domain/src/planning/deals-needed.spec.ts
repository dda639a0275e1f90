import { describe, expect, it } from '@jest/globals';
import { Decimal, ZERO } from '../money/decimal.ts';
import type { Booking } from '../snapshots/booked-contracts.ts';
import { plannedDeals } from './deals-needed.ts';

const booking = (acv: string | number, isReplacement = false): Booking => ({
  isReplacement,
  acv: new Decimal(acv),
});

const deals = (target: string | number, ...acvs: readonly (string | number)[]) =>
  plannedDeals(
    new Decimal(target),
    acvs.map((acv) => booking(acv)),
  );

describe('Deals needed', () => {
  it('are fifty of 24,000 for 1,200,000', () => {
    expect(deals(1_200_000, 24_000)).toMatchObject({ dealsNeeded: 50, dealsNeededByMedian: 50 });
  });

  it('are one more for a cent more', () => {
    expect(deals('1200000.01', 24_000)).toMatchObject({ dealsNeeded: 51, dealsNeededByMedian: 51 });
  });

  it('are whole where the average is a third', () => {
    // 100 ÷ (10 ÷ 3) is 30, though no decimal is a third.
    expect(deals(100, 3, 3, 4).dealsNeeded).toBe(30);
  });

  it('go by the middle one too, which a large deal does not move', () => {
    expect(deals(1_000_000, 10_000, 20_000, 970_000)).toMatchObject({ dealsNeeded: 3, dealsNeededByMedian: 50 });
  });

  it('count no replacements, and nothing where nothing was booked', () => {
    expect(plannedDeals(new Decimal(1), [booking(5, true)])).toEqual({
      bookings: 0,
      acvTotal: ZERO,
      acvAverage: null,
      acvMedian: null,
      dealsNeeded: null,
      dealsNeededByMedian: null,
    });
  });
});
