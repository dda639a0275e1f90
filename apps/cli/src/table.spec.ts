import { describe, expect, it } from '@jest/globals';
import { table } from './table.ts';

describe('a table', () => {
  it('aligns the first column to the left and all others to the right, by code points', () => {
    expect(
      table(
        ['day', 'ARR'],
        [
          ['\u{1F600} one', '1'],
          ['two', '10'],
        ],
      ),
    ).toBe(['day    ARR', '-----  ---', '\u{1F600} one    1', 'two     10'].join('\n'));
  });

  it('has titles of several lines, level at the bottom', () => {
    expect(table(['', 'ACV per\ncustomer', 'ARR'], [['2025', '1', '2']])).toBe(
      ['       ACV per', '      customer  ARR', '----  --------  ---', '2025         1    2'].join('\n'),
    );
  });

  it('goes on below with its first column if it is wider than 80 columns', () => {
    const wide = 'x'.repeat(34);
    const text = table(['month', 'a', 'b', 'c'], [['2025-01', wide, wide, '1']]);
    expect(text.split('\n\n').map((block) => block.split('\n').map((line) => line.split(/\s+/)))).toEqual([
      [
        ['month', 'a', 'b'],
        ['-------', '-'.repeat(34), '-'.repeat(34)],
        ['2025-01', wide, wide],
      ],
      [
        ['month', 'c'],
        ['-------', '-'],
        ['2025-01', '1'],
      ],
    ]);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('has no empty line above the titles of a block whose titles have one line', () => {
    const wide = 'x'.repeat(70);
    expect(table(['month', 'a', 'b\nb'], [['2025-01', wide, '1']])).toMatch(/^month /);
  });
});
