import { describe, expect, it } from '@jest/globals';
import { oneContract, outcomeOf } from '../../../test/sheets.ts';

const linesOf = (columns: string, ...rows: readonly string[]) => outcomeOf(oneContract(columns, ...rows)).data['C#r0'];

const line = (fields: object) => ({ lines: [fields] });

const refusalOf = (columns: string, ...rows: readonly string[]): string => {
  const { codes, messages } = outcomeOf(oneContract(columns, ...rows));
  return `${codes[0]}: ${messages[0]}`;
};

describe('The price of a row', () => {
  it.each([
    ['monthly', 'month'],
    ['Quarterly', 'quarter'],
    ['semi-annual', 'half_year'],
    ['Yearly', 'year'],
    ['annual', 'year'],
    ['weekly', 'week'],
  ])('is for each unit and billing period: %s', (cell, per) => {
    expect(linesOf('qty|price|frequency', `3|9.99|${cell}`)).toMatchObject(
      line({ id: 'contract', kind: 'recurring', product: 'contract', quantity: '3', unit_price: '9.99', per }),
    );
  });

  it.each([
    ['fee|per', '90|quarterly', 'quarter', '30'],
    ['mrr', '90', 'month', '30'],
    ['arr', '90', 'year', '30'],
    ['acv', '90', 'year', '30'],
    ['annual amount', '90', 'year', '30'],
  ])('is a total for all units under %s', (columns, cells, per, unit_price) => {
    expect(linesOf(`seats|${columns}`, `3|${cells}`)).toMatchObject(line({ quantity: '3', unit_price, per }));
  });

  it('is one unit at the total where the total cannot be divided exactly', () => {
    expect(linesOf('seats|arr', '3|100')).toMatchObject(line({ quantity: '1', unit_price: '100' }));
    expect(linesOf('seats|arr', '0|0')).toMatchObject(line({ quantity: '1', unit_price: '0' }));
    expect(refusalOf('seats|arr', '0|100')).toBe('2 contradictory quantity: quantity is 0, but arr is not');
  });

  it('is for the whole term under tcv, which needs an end', () => {
    expect(linesOf('end|total contract value', '2027-01-01|48000')).toMatchObject(
      line({ quantity: '1', unit_price: '48000', per: 'term' }),
    );
    expect(refusalOf('tcv', '48000')).toMatch(/^2 missing_field end: end is empty/);
    expect(refusalOf('end|tcv|line_start', '2027-01-01|48000|2026-01-01')).toMatch(/^2 contradictory tcv/);
    expect(refusalOf('end|term|tcv|arr', '|24|48000|')).toBe('undefined: undefined');
  });

  it('must be stated, with its billing period', () => {
    expect(refusalOf('arr', '')).toMatch(
      /^2 missing_field amount: amount is empty, and so are the others of unit_price/,
    );
    expect(refusalOf('price', '9')).toBe(
      '2 missing_field per: per is empty, and unit_price needs it; or call the column mrr, arr or tcv',
    );
    expect(refusalOf('amount|per', '9|now and then')).toMatch(
      /^2 bad_field per: per now and then is not a billing period/,
    );
  });

  it('may be stated twice where both agree up to a cent, and then the finer one counts', () => {
    expect(linesOf('mrr|arr', '83.33|1000')).toMatchObject(line({ unit_price: '1000', per: 'year' }));
    expect(linesOf('seats|price|per|arr', '3|10|monthly|360')).toMatchObject(
      line({ quantity: '3', unit_price: '10', per: 'month' }),
    );
    expect(linesOf('end|arr|tcv', '2028-01-01|1000|3000')).toMatchObject(line({ per: 'year' }));
    expect(refusalOf('mrr|arr', '83|1000')).toBe('2 contradictory mrr: mrr says 996 a year, but arr 1000');
    expect(refusalOf('mrr|arr', '83.34|999.96')).toMatch(/contradictory/);
    expect(refusalOf('end|arr|tcv', '2028-01-01|1000|1000')).toMatch(/^2 contradictory tcv/);
  });
});

describe('The kind of a row', () => {
  it('makes a committed minimum of the whole price', () => {
    expect(linesOf('kind|sku|qty|price|per', 'Usage Commitment|api|3|10|monthly')).toMatchObject(
      line({ kind: 'usage_commitment', product: 'api', amount: '30', per: 'month' }),
    );
  });

  it('makes a one-time charge, on the start of its line or contract', () => {
    expect(linesOf('kind|amount|line_start', 'one-time|500|2025-02-01')).toMatchObject(
      line({ kind: 'one_time', amount: '500', date: '2025-02-01' }),
    );
    expect(linesOf('kind|qty|price', 'one_time|2|250')).toMatchObject(line({ amount: '500', date: '2025-01-01' }));
  });

  it('refuses a one-time charge that also recurs', () => {
    for (const [column, cell] of [
      ['arr', '5'],
      ['per', 'monthly'],
      ['discount', '10'],
    ]) {
      expect(refusalOf(`kind|amount|${column}`, `one_time|500|${cell}`)).toBe(
        `2 contradictory kind: kind is one_time, but the row has ${column === 'discount' ? 'discount_percent' : column}`,
      );
    }
  });

  it('takes a one-time charge beside noughts, which say that nothing recurs', () => {
    expect(linesOf('kind|amount|arr|mrr|discount', 'one_time|500|0|0.00|0%')).toMatchObject(
      line({ kind: 'one_time', amount: '500' }),
    );
  });

  it('is one of three', () => {
    expect(refusalOf('type|arr', 'new|5')).toBe(
      '2 bad_field kind: kind new is none of recurring, usage_commitment, one_time',
    );
  });
});
