import { describe, expect, it } from '@jest/globals';
import { amended, anchored, contract, term } from '../../../../test/builders/events.ts';
import { amountOff, amountOffAll, line, percentOff } from '../../../../test/builders/lines.ts';
import { worth } from '../../../../test/builders/worth.ts';

describe('the contract value of lines priced by days', () => {
  it('is the amount that they bill: 7 a week for 365 days', () => {
    const weekly = contract({ lines: [line({ price: 7, per: 'week' })] });
    expect(worth(weekly, '2025-06-01')).toMatchObject({
      arr: '364',
      acv: '364',
      contractValue: '365',
      contractedAcv: '364',
    });
  });

  it('differs if a renewal has a leap day: 60 every 30 days of 366, then of 365', () => {
    const thirty = contract({
      term: term('2024-01-01', '2025-01-01', true),
      lines: [line({ price: 60, per: [30, 'day'] })],
    });
    expect(['2024-06-01', '2025-06-01', '2028-06-01'].map((on) => worth(thirty, on).contractValue)).toEqual([
      '732',
      '730',
      '732',
    ]);
    expect(worth(thirty, '2025-06-01').arr).toBe('730');
  });

  it('counts intervals of several weeks: 14 every two weeks for 70 days', () => {
    const twoWeeks = contract({
      term: term('2025-01-01', '2025-03-12'),
      lines: [line({ price: 14, per: [2, 'week'] })],
    });
    expect(worth(twoWeeks, '2025-02-01')).toMatchObject({ contractValue: '70', acv: '364' });
  });

  it('of a term that is not whole months is exactly its amount: 13,500 for 411 days', () => {
    const odd = contract({ term: term('2025-01-01', '2026-02-16'), lines: [line({ price: 13_500, per: 'term' })] });
    expect(worth(odd, '2025-06-01').contractValue).toBe('13500');
    const steps = [
      line({ id: 'a', price: 13_500, per: 'term', end: '2025-04-11' }),
      line({ id: 'b', price: 13_500, per: 'term', start: '2025-04-11' }),
    ];
    expect(worth(contract({ term: term('2025-01-01', '2026-02-16'), lines: steps }), '2025-06-01').contractValue).toBe(
      '13500',
    );
  });

  it('of a term that renews is the amount of each renewal, however long its months are', () => {
    const odd = contract({ term: term('2025-01-01', '2025-02-15', true), lines: [line({ price: 450, per: 'term' })] });
    expect(['2025-01-10', '2025-02-20', '2025-04-10'].map((on) => worth(odd, on))).toMatchObject([
      { arr: '3600', contractValue: '450', contractedAcv: '450' },
      { arr: '3600', contractValue: '450' },
      { arr: '3600', contractValue: '450' },
    ]);
  });

  it('rounds a tie half to even from the exact value', () => {
    // Of 3 days one half-cent of the tenth place each way: 1.5 and 2.5 units.
    const term3 = term('2025-01-01', '2025-01-04');
    const halves = (price: string) =>
      worth(contract({ term: term3, lines: [line({ price, per: [6, 'day'] })] }), '2025-01-02').contractValue;
    expect(halves('0.0000000003')).toBe('0.0000000002');
    expect(halves('0.0000000005')).toBe('0.0000000002');
    const odd = term('2025-01-01', '2026-02-16');
    const part = line({ price: '0.0000000411', per: 'term', end: '2025-01-02' });
    const half = line({
      id: 'half',
      price: '0.0000000137',
      per: 'term',
      end: '2025-01-02',
      discounts: [percentOff(50)],
    });
    // 1 ÷ 411 of each: one unit of the tenth place, and a sixth.
    expect(worth(contract({ term: odd, lines: [part, half] }), '2025-01-01').contractValue).toBe('0.0000000001');
    const tie = line({ id: 'tie', price: '0.0000000411', per: 'term', end: '2025-01-02', discounts: [percentOff(50)] });
    expect(worth(contract({ term: odd, lines: [part, tie] }), '2025-01-01').contractValue).toBe('0.0000000002');
    expect(worth(contract({ term: odd, lines: [tie] }), '2025-01-01').contractValue).toBe('0');
  });

  it('changes with discounts; an amount is for the interval of the line or of the contract', () => {
    const twoYears = term('2025-01-01', '2027-01-01');
    const whole = contract({
      term: twoYears,
      lines: [line({ price: 30_000, per: 'term', discounts: [amountOff(6000)] })],
    });
    expect(worth(whole, '2025-06-01')).toMatchObject({ arr: '12000', contractValue: '24000' });
    // 40 days at 10 a day, then 325 at 9: what 365 a year off 3,650 leaves.
    const daily = contract({
      lines: [line({ price: 10, per: 'day' })],
      discounts: [amountOffAll(365, { per: 'year', start: '2025-02-10' })],
    });
    expect(worth(daily, '2025-01-15').contractValue).toBe('3325');
  });

  it('counts the days of each governing event', () => {
    const events = contract(
      { lines: [line({ price: 1, per: 'day' })] },
      amended({ effective: '2025-01-11', version: 1, lines: [line({ price: 31, per: 'month' })] }),
    );
    // Ten days, then 21 of 31 days of January and eleven months.
    expect(worth(events, '2025-06-01').contractValue).toBe('372');
  });
});

describe('a term of whole months of its anchor', () => {
  const lines = [line({ price: 31 })];

  it('is worth the same number of months in each renewal', () => {
    const month = contract({ term: anchored(term('2025-02-28', '2025-03-31', true), '2025-01-31'), lines });
    expect(worth(month, '2025-04-15').contractValue).toBe('31');
    // 31 days renew to 1 May: a month and a day of 31.
    const days = contract({ term: term('2025-02-28', '2025-03-31', true), lines });
    expect(worth(days, '2025-04-15').contractValue).toBe('32');
  });

  it('of a year is worth twelve', () => {
    const year = contract({ term: anchored(term('2025-02-28', '2026-02-28'), '2025-01-31'), lines });
    expect(worth(year, '2025-06-01')).toMatchObject({ contractValue: '372', acv: '372' });
  });
});
