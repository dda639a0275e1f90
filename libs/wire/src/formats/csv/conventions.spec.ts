import { describe, expect, it } from '@jest/globals';
import { faultOf, oneContract, outcomeOf } from '../../../test/sheets.ts';

const termOf = (lines: readonly string[], given: Parameters<typeof outcomeOf>[1] = {}) =>
  outcomeOf(lines, given).data['C#r0'];

const withDates = (start: string, end: string): readonly string[] => [
  'contract|customer|ccy|start|end|arr',
  `C|A|USD|${start}|${end}|1200`,
];

const arrOf = (cell: string, given: Parameters<typeof outcomeOf>[1] = {}, currency = 'USD') => {
  const { data, messages } = outcomeOf(
    ['contract|customer|ccy|start|arr', `C|A|${currency}|2025-01-01|${cell}`],
    given,
  );
  return messages[0] ?? data['C#r0'];
};

const price = (unit_price: string) => ({ lines: [{ unit_price }] });

describe('Dates', () => {
  it('are read as ISO without being told, also with a midnight behind them', () => {
    for (const cell of ['2025-01-01', '2025-01-01T00:00:00Z', '2025-01-01 00:00:00.000']) {
      expect(termOf(withDates(cell, '2026-01-01'))).toMatchObject({ effective_date: '2025-01-01' });
    }
  });

  it('have to be told in any other order, although all of them fit only one', () => {
    expect(faultOf(withDates('31.01.2025', '31.01.2026'))).toEqual({
      about: 'dates',
      message: 'row 2, start has 31.01.2025: say whether dates are dmy or mdy; all of them can be dmy',
    });
    expect(faultOf(withDates('01/02/2025', '01/02/2026')).message).toMatch(/dmy or mdy$/);
  });

  it('are read in the order that is told', () => {
    expect(termOf(withDates('1.2.2025', '01.02.2026'), { dates: 'dmy' })).toMatchObject({
      term: { start: '2025-02-01', end: '2026-02-01' },
    });
    expect(termOf(withDates('1/2/2025', '01/02/2026'), { dates: 'mdy' })).toMatchObject({
      term: { start: '2025-01-02', end: '2026-01-02' },
    });
  });

  it.each([
    ['2025-02-30', 'start 2025-02-30 is not a date (YYYY-MM-DD)'],
    ['31/12/25', 'start 31/12/25 is not a date (YYYY-MM-DD)'],
    ['2025-01-01T09:30:00Z', 'start 2025-01-01T09:30:00Z is not a date (YYYY-MM-DD)'],
    ['1969-01-01', 'start 1969-01-01 is not a date from 1970-01-01 to 2200-12-31'],
    ['45658', 'start 45658 is not a date (YYYY-MM-DD), but the number of a spreadsheet: show the column as dates'],
  ])('refuse the row of %s', (cell, message) => {
    const { codes, messages } = outcomeOf(withDates(cell, ''));
    expect([codes, messages]).toEqual([['2 bad_field start'], [message]]);
  });

  it('refuse the row of a day that the told order does not have', () => {
    expect(outcomeOf(withDates('13/31/2025', ''), { dates: 'dmy' }).codes).toEqual(['2 bad_field start']);
  });
});

describe('Ends', () => {
  const two = (one: string, other: string): readonly string[] => [
    'contract|customer|ccy|start|end|arr',
    `C|A|USD|2025-01-01|${one}|1200`,
    `D|B|USD|2025-01-31|${other}|1200`,
  ];

  it('are exclusive where every end is whole months after its start', () => {
    expect(outcomeOf(two('2026-01-01', '2025-02-28'))).toMatchObject({
      ends: 'exclusive',
      data: { 'C#r0': { term: { end: '2026-01-01' } }, 'D#r0': { term: { end: '2025-02-28' } } },
    });
  });

  it('are inclusive where every end is that less a day', () => {
    expect(outcomeOf(two('2025-12-31', '2025-02-27'))).toMatchObject({
      ends: 'inclusive',
      data: { 'C#r0': { term: { end: '2026-01-01' } }, 'D#r0': { term: { end: '2025-02-28' } } },
    });
  });

  it('have to be told where they are mixed, or fit neither', () => {
    expect(faultOf(two('2025-12-31', '2026-01-31'))).toMatchObject({
      about: 'ends',
      message: expect.stringMatching(/^1 of 2 ends are whole months after their start, 1 are a day less \(row 3, end/),
    });
    expect(faultOf(two('2025-12-31', '2025-06-15')).message).toContain('row 3, end has 2025-06-15');
    expect(outcomeOf(two('2025-12-31', '2025-06-15'), { ends: 'inclusive' }).data['D#r0']).toMatchObject({
      term: { end: '2025-06-16' },
    });
  });

  it('have to be told where only a discount ends', () => {
    const lines = oneContract('arr|discount|discount_end', '1200|10%|2025-06-30');
    expect(faultOf(lines)).toMatchObject({ about: 'ends' });
    expect(outcomeOf(lines, { ends: 'inclusive' }).data['C#r0']).toMatchObject({
      lines: [{ discounts: [{ type: 'percent', value: '10', end: '2025-07-01' }] }],
    });
  });

  it('show themselves in the steps of a ramp too', () => {
    const lines = oneContract('arr|line_start|line_end', '1200|2025-01-01|2025-12-31', '2400|2026-01-01|2026-12-31');
    expect(outcomeOf(lines)).toMatchObject({
      ends: 'inclusive',
      data: { 'C#r0': { lines: [{ end: '2026-01-01' }, { end: '2027-01-01' }] } },
    });
  });

  it('under "renewal date" are always exclusive', () => {
    const lines = ['contract|customer|ccy|start|Renewal Date|arr', 'C|A|USD|2025-01-01|2026-01-01|1200'];
    for (const ends of [null, 'inclusive'] as const) {
      expect(outcomeOf(lines, { ends }).data['C#r0']).toMatchObject({ term: { end: '2026-01-01' } });
    }
  });
});

describe('Numbers', () => {
  it.each(['1200', '1,200', '1 200.00', '1’200', '$1,200.00', 'US$ 1,200', '1200 USD', 'USD 1,200.0'])(
    'read %s as 1200',
    (cell) => {
      expect(arrOf(cell)).toMatchObject({ lines: [{ quantity: '1', per: 'year' }] });
      expect(arrOf(cell)).toMatchObject(price('1200'));
    },
  );

  it('keep every decimal', () => {
    expect(arrOf('0.1234567891')).toMatchObject(price('0.1234567891'));
  });

  it.each(['1.200,50 €', '1200,5', '€1.200,50', '1 200,50'])('read %s with a decimal comma as told', (cell) => {
    expect(arrOf(cell, { decimal: ',' }, 'EUR')).toMatchObject(price('1200.5'));
  });

  it.each(['1.200,50', '1200,5', '12.000', '€ 12.000', '0,125', '€ 0,500'])('have to be told what %s is', (cell) => {
    const lines = ['contract|customer|ccy|start|arr', `C|A|EUR|2025-01-01|${cell}`];
    expect(faultOf(lines)).toEqual({
      about: 'decimal',
      message: `row 2, arr has ${cell}: say whether decimals follow a "." or a ","`,
    });
  });

  it.each(['1,20,0', '12,00', '1,2000', '€1200', '(1,200)', '1.2e3', 'n/a', '1,200 / yr'])('refuse %s', (cell) => {
    expect(arrOf(cell, { decimal: '.' })).toBe(`arr ${cell} is not a number with a decimal point`);
  });

  it('refuse what wire refuses, with its code', () => {
    expect(outcomeOf(oneContract('arr', '-5')).codes).toEqual(['2 amount_out_of_range arr']);
    expect(outcomeOf(oneContract('arr|discount_percent', '5|120%')).codes).toEqual([
      '2 amount_out_of_range discount_percent',
    ]);
    expect(outcomeOf(['contract|customer|ccy|start|arr', 'C|A|EUX|2025-01-01|5']).codes).toEqual([
      '2 unknown_currency currency',
    ]);
  });

  it('read percent with and without a sign', () => {
    for (const cell of ['12.5%', '12.5 %', '12.5']) {
      expect(outcomeOf(oneContract('arr|Discount %', `100|${cell}`)).data['C#r0']).toMatchObject({
        lines: [{ discounts: [{ type: 'percent', value: '12.5' }] }],
      });
    }
    expect(outcomeOf(oneContract('arr|Discount %', '100|0%')).data['C#r0']).not.toHaveProperty('lines.0.discounts');
  });
});
