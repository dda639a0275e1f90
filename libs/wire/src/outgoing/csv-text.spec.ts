import { describe, expect, it } from '@jest/globals';
import { csvText } from './csv-text.ts';

describe('CSV', () => {
  it('quotes only cells that need it, and ends every record with CR LF', () => {
    expect(
      csvText([
        ['a', 'b,c'],
        ['say "x"', 'two\nlines'],
      ]),
    ).toBe('a,"b,c"\r\n"say ""x""","two\nlines"\r\n');
  });

  it('defuses cells that a spreadsheet would run, and leaves numbers as they are', () => {
    const cells = ['=1+1', '+1', '-2+3', '@SUM(A1)', '\t=1', '-12.50', '=HYPERLINK("x","y")'];
    expect(csvText(cells.map((text) => [text]))).toBe(
      ["'=1+1", "'+1", "'-2+3", "'@SUM(A1)", "'\t=1", '-12.50', `"'=HYPERLINK(""x"",""y"")"`, ''].join('\r\n'),
    );
  });
});
