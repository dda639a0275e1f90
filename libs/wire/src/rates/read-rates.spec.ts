import { describe, expect, it } from '@jest/globals';
import { Decimal } from '@app/domain';
import { readRates } from './read-rates.ts';

const rates = (...rows: readonly string[]) => readRates(['currency,date,rate', ...rows].join('\n'));

describe('Rates', () => {
  it('are read from one line each', () => {
    expect(rates('EUR,2025-01-31,1.0363', 'EUR,2025-02-28,1.04', 'JPY,2025-01-31,0.00643123456789')).toEqual([
      { currency: 'EUR', date: '2025-01-31', rate: new Decimal('1.0363') },
      { currency: 'EUR', date: '2025-02-28', rate: new Decimal('1.04') },
      { currency: 'JPY', date: '2025-01-31', rate: new Decimal('0.00643123456789') },
    ]);
  });

  it('may come from a spreadsheet', () => {
    expect(readRates('\uFEFFcurrency,date,rate\r\n"EUR", 2025-01-31 ,"1.1"\r\n\r\n')).toHaveLength(1);
  });

  it('may be none', () => {
    expect(rates()).toEqual([]);
  });

  it.each([
    ['EUR,2025-01-31', 'three columns'],
    ['EUR,2025-01-31,1,0363', 'three columns'],
    ['XXY,2025-01-31,1', 'XXY'],
    ['EUR,2025-02-29,1', '2025-02-29'],
    ['EUR,2025-01-31,0.00', 'not above 0'],
    ['EUR,2025-01-31,-1', '-1'],
    ['EUR,2025-01-31,1e3', '1e3'],
    ['EUR,2025-01-30,1.1', 'second rate of EUR for 2025-01-30'],
  ])('are refused with line and reason: %s', (row, reason) => {
    expect(rates('EUR,2025-01-30,1', '', row)).toEqual({ line: 4, message: expect.stringContaining(reason) });
  });

  it('need their header', () => {
    expect(readRates('EUR,2025-01-31,1')).toMatchObject({ line: 1 });
    expect(readRates('')).toMatchObject({ line: 1 });
  });
});
