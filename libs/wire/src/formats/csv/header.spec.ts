import { describe, expect, it } from '@jest/globals';
import { faultOf, outcomeOf } from '../../../test/sheets.ts';
import { COLUMN_NAMES, COLUMNS } from './columns.ts';
import { letterOf } from './header.ts';

const HEADER = 'contract_id|customer_id|currency|start|arr';
const ROW = 'C|A|USD|2025-01-01|1200';

describe('The header of a sheet', () => {
  it('is recognised by aliases, whatever their case, spaces and signs', () => {
    const { columns, data } = outcomeOf([
      'Contract Number|Account.Name|CCY|START-DATE|Annual_Value|Notes',
      `${ROW}|hi`,
    ]);
    expect(columns.map(({ column }) => column)).toEqual([
      'contract_id',
      'customer_id',
      'currency',
      'start',
      'acv',
      null,
    ]);
    expect(data['C#r0']).toMatchObject({ customer_id: 'A', lines: [{ unit_price: '1200', per: 'year' }] });
  });

  it('knows each alias of each column once', () => {
    const names = COLUMN_NAMES.flatMap((name) => [name, ...COLUMNS[name].aliases]);
    expect(new Set(names.map((name) => name.replaceAll(/[\s_]/g, ''))).size).toBe(names.length);
  });

  it('may not have two columns for one meaning', () => {
    expect(faultOf([`${HEADER}|Client`, `${ROW}|B`])).toEqual({
      about: 'sheet',
      message:
        'customer_id (column B) and Client (column F) both mean customer_id; leave one out of the sheet, or by --map with {"Client": null}',
    });
    expect(faultOf([`${HEADER}|arr`, `${ROW}|5`]).message).toContain('arr (column E) and arr (column F)');
  });

  it('may have two columns that are not used under one name', () => {
    expect(outcomeOf([`${HEADER}|Notes|Notes`, `${ROW}|a|b`]).events).toHaveLength(1);
  });

  it('must name the contract, the customer and the start', () => {
    expect(faultOf(['Contracts as of June', ROW]).message).toMatch(
      /^no column means contract_id, customer_id, start; the first row has Contracts as of June\./,
    );
  });

  it('may lack the customer and the start if others stand in for them', () => {
    const standIns = { customer_id: '-', start: '2025-06-30' };
    const { data } = outcomeOf(['contract|currency|mrr', 'C|USD|100'], { standIns });
    expect(data['C#r0']).toMatchObject({ customer_id: '-', term: { start: '2025-06-30', end: null } });
    const { codes } = outcomeOf(['contract|customer|currency|mrr', 'C||USD|100'], { standIns });
    expect(codes).toEqual(['2 missing_field customer_id']);
    expect(faultOf(['currency|mrr', 'USD|100'], { standIns }).message).toMatch(/^no column means contract_id;/);
  });

  it('is mapped by hand where names say nothing, or something else', () => {
    const lines = ['Vertrag|Kunde|currency|start|arr|Client', `${ROW}|B`];
    const map = { Vertrag: 'contract_id', Kunde: 'customer_id', Client: null };
    expect(outcomeOf(lines, { map }).data['C#r0']).toMatchObject({ customer_id: 'A' });
  });

  it('refuses a map that names a header or a column that does not exist', () => {
    expect(faultOf([HEADER, ROW], { map: { Kunde: 'customer_id' } })).toEqual({
      about: 'map',
      message: 'the sheet has no column Kunde',
    });
    expect(faultOf([HEADER, ROW], { map: { arr: 'quantty' } }).message).toBe(
      'arr: quantty is not a column; did you mean quantity?',
    );
    expect(faultOf([HEADER, ROW], { map: { arr: 'constructor' } }).message).toContain('is not a column');
  });

  it('takes a dimension of the policy as an attribute', () => {
    const lines = [`${HEADER}|Industry|Segment`, `${ROW}|retail|smb`];
    expect(outcomeOf(lines, { dimensions: ['industry'] }).data['C#r0']).toMatchObject({
      attributes: { industry: 'retail', tier: 'smb' },
    });
    expect(outcomeOf(lines).data['C#r0']).toHaveProperty('attributes', { tier: 'smb' });
  });

  it('is reported with the first example that could be read', () => {
    const { columns } = outcomeOf([`${HEADER}|end`, 'C|A|USD|2025-01-01|x|', 'D|A|USD|2025-01-01|$1,200|2025-12-31']);
    expect(columns.at(-2)).toMatchObject({ header: 'arr', column: 'arr', example: { cell: '$1,200', value: '1200' } });
    expect(columns.at(-1)?.example).toEqual({ cell: '2025-12-31', value: '2026-01-01' });
  });

  it('is found below blank rows, and passed over where it repeats', () => {
    const { events, said, codes } = outcomeOf(['||', HEADER, ROW, '||||', HEADER, 'D|A|USD|2025-01-01|1200']);
    expect(events.map(({ position }) => position)).toEqual([3, 6]);
    expect([said, codes]).toEqual([['5 repeated_header', '3 no_end', '6 no_end'], []]);
  });

  it('names columns as a spreadsheet does', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });
});

describe('A sheet without rows', () => {
  it('is said to be empty', () => {
    expect(faultOf([''])).toEqual({ about: 'sheet', message: 'the sheet is empty' });
    expect(outcomeOf([HEADER]).events).toEqual([]);
  });
});
