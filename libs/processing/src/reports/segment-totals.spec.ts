import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY } from '@app/domain';
import { SegmentTotals } from './segment-totals.ts';

const POLICY = { ...DEFAULT_POLICY, dimensions: ['tier'] };
const counting = () => new SegmentTotals<number>({ nothing: 0, added: (a, b) => a + b });

describe('Totals by segment', () => {
  it('add up in every dimension to the same', () => {
    const totals = counting();
    totals.add(['all', 's', '2025-Q1', '<5k'], 1);
    totals.add(['all', 's', '2025-Q2', '<5k'], 2);
    totals.add(['all', 'l', '2025-Q1', '>=50k'], 4);
    expect(totals.bySegment(POLICY).map(({ dimension, segment, sums }) => `${dimension} ${segment} ${sums}`)).toEqual([
      'all all 7',
      'tier l 4',
      'tier s 3',
      'cohort 2025-Q1 5',
      'cohort 2025-Q2 2',
      'acv_band <5k 3',
      'acv_band >=50k 4',
    ]);
  });

  it('have the whole also where there is nothing', () => {
    expect(counting().bySegment(POLICY)).toEqual([{ dimension: 'all', segment: 'all', sums: 0 }]);
  });

  it('are in code-point order', () => {
    const totals = counting();
    for (const tier of ['\u{10000}', '\uE000', 'a', 'B']) totals.add(['all', tier, 'c', 'b'], 1);
    expect(
      totals
        .bySegment(POLICY)
        .filter(({ dimension }) => dimension === 'tier')
        .map(({ segment }) => segment),
    ).toEqual(['B', 'a', '\uE000', '\u{10000}']);
  });
});
