import { describe, expect, it } from '@jest/globals';
import { letters, valueCell, xmlText } from './sheet-xml.ts';
import { scaled, unscaled } from './scaled.ts';
import { SUMMARIES } from './summary.ts';
import { workbookChunks } from './workbook-chunks.ts';

describe('A cell', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)'])('keeps the id %s as text', (id) => {
    expect(valueCell('A2', id, 'text')).toBe(
      `<c r="A2" s="5" t="inlineStr"><is><t xml:space="preserve">${id}</t></is></c>`,
    );
  });

  it('keeps every digit of an amount', () => {
    expect(valueCell('A2', '123456789012345.0123456789', 'decimal')).toContain('<v>123456789012345.0123456789</v>');
  });

  it('counts days and their parts from the end of 1899', () => {
    expect(valueCell('A2', '2025-01-01', 'date')).toContain('<v>45658</v>');
    expect(valueCell('A2', '2025-01-01T12:00:00Z', 'instant')).toContain('<v>45658.5</v>');
  });

  it('escapes what XML has no way to write', () => {
    expect(xmlText('a<b>&"\u0007_x0007_\r')).toBe('a&lt;b&gt;&amp;&quot;_x0007__x005F_x0007__x000D_');
  });

  it('is in the column A to Z, then AA', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(letters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
  });
});

describe('A decimal as a whole number', () => {
  it.each(['0', '-1.5', '123456789012345.0123456789', '-0.0000000001'])('comes back as %s', (text) => {
    expect(unscaled(scaled(text, 10, 'arr'), 10)).toBe(text);
  });

  it('is never rounded', () => {
    expect(() => scaled('0.00000000001', 10, 'arr')).toThrow('arr: 0.00000000001 has more than 10 decimals');
  });
});

describe('A workbook', () => {
  const written = async (text: string): Promise<void> => {
    const { keys, parts } = SUMMARIES.contracts;
    const names = ['contract_id', ...keys, ...parts];
    const columns = names.map((name) => ({ name, kind: 'text', places: 0 }) as const);
    const pages = (async function* () {
      yield [[text]];
    })();
    for await (const _chunk of workbookChunks({ columns, pages }, 'contracts')) continue;
  };

  it('refuses a text that no cell holds, and names the column and the way out', async () => {
    await written('a'.repeat(32_767));
    await expect(written('a'.repeat(32_768))).rejects.toThrow(
      '--format: contract_id in A2 has 32768 characters, and a cell of a workbook holds 32767: use --format csv or parquet',
    );
  });
});
