import { describe, expect, it } from '@jest/globals';
import { spark } from './spark.ts';
import { tableWithBars } from './table-with-bars.ts';
import { waterfall, type WaterfallRow } from './waterfall.ts';

const total = (amount: number): WaterfallRow => ({ kind: 'total', amount });
const step = (amount: number): WaterfallRow => ({ kind: 'step', amount });

describe('Sparks', () => {
  it('go from the lowest value to the highest, with a gap for one that is undefined', () => {
    expect(spark([1, 8, null, 4])).toBe('▁█ ▄');
    expect(spark([-7, 0])).toBe('▁█');
  });

  it('are level where nothing changed, and empty where nothing is known', () => {
    expect(spark([5, 5])).toBe('▄▄');
    expect(spark([null, null])).toBe('  ');
    expect(spark([])).toBe('');
  });
});

describe('A waterfall', () => {
  it('has each step where the one above ends, so the last total closes it', () => {
    expect(waterfall([total(4), step(4), step(-2), total(6)], 8)).toEqual(['████', '    ▓▓▓▓', '      ░░', '██████']);
  });

  it('shows a step that is too small to be drawn, and none where nothing changed', () => {
    expect(waterfall([total(1000), step(1), step(0), total(1001)], 10)).toEqual([
      '██████████',
      '         ▓',
      '',
      '██████████',
    ]);
  });

  it('goes below 0', () => {
    expect(waterfall([total(2), step(-4), total(-2)], 4)).toEqual(['  ██', '░░░░', '██']);
  });

  it('of nothing has no bars', () => {
    expect(waterfall([total(0), total(0)], 10)).toEqual(['', '']);
  });
});

describe('A table with bars', () => {
  it('fits a terminal of 80 columns', () => {
    const text = tableWithBars(
      ['part', 'amount'],
      [
        ['one', '1'],
        ['a longer name', '20'],
      ],
      (width) => ['█'.repeat(width), ''],
    );
    const lines = text.split('\n');
    expect(lines.map((line) => line.length)).toEqual([21, 21, 80, 21]);
    expect(lines[2]).toMatch(/^one +1 {2}█+$/);
  });
});
