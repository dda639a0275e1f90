import { describe, expect, it } from '@jest/globals';
import { segment, standing, sums } from '../../../../test/builders/segments.ts';
import { Decimal } from '../money/decimal.ts';
import { snapshotFigures } from './snapshot-figures.ts';
import type { SegmentInPeriod } from './segment-in-period.ts';

const figures = (one: SegmentInPeriod) => snapshotFigures(one, one);

describe('the trend of ACV', () => {
  it('is the change of total ARR ÷ active logos, as a percentage and as a ratio', () => {
    const mixed = segment(sums(['66000', '66000', ...Array<string>(8).fill('1320')]), { prior: standing('122400', 4) });
    expect(figures(mixed)).toMatchObject({
      acv: '14256.0000',
      acv_prior: '30600.0000',
      acv_trend_pct: '-53.4118',
      acv_trend_ratio: '-0.534118',
      trend_null_reason: null,
    });
  });

  it.each<[string, SegmentInPeriod, object]>([
    [
      'no prior period',
      segment(sums([100])),
      { acv: '100.0000', acv_prior: null, trend_null_reason: 'no_prior_period' },
    ],
    [
      'no active logos now',
      segment(sums([]), { prior: standing(100, 1) }),
      { acv: null, acv_prior: '100.0000', trend_null_reason: 'no_active_logos' },
    ],
    [
      'none then',
      segment(sums([100]), { prior: standing(0, 0) }),
      { acv: '100.0000', acv_prior: null, trend_null_reason: 'prior_without_logos' },
    ],
    [
      'none now or then',
      segment(sums([]), { prior: standing(0, 0) }),
      { acv: null, acv_prior: null, trend_null_reason: 'no_active_logos' },
    ],
    ['neither logos nor a prior period', segment(sums([])), { trend_null_reason: 'no_prior_period' }],
  ])('is null with %s', (_, one, expected) => {
    expect(figures(one)).toMatchObject({
      ...expected,
      acv_trend_pct: null,
      acv_trend_ratio: null,
      acv_trend_cc_pct: null,
    });
  });

  it('over a year compares with the year-ago period, where there is one', () => {
    expect(figures(segment(sums([110]), { yearAgo: standing(300, 3) }))).toMatchObject({ acv_yoy_pct: '10.0000' });
    expect(figures(segment(sums([110])))).toMatchObject({ acv_yoy_pct: null });
  });

  it('at constant currency takes today’s contracts at the prior day’s rates', () => {
    const weaker = segment(sums(['26400']), { prior: standing('25200', 1), nowAtPrior: new Decimal('25200') });
    expect(figures(weaker)).toMatchObject({ acv_trend_pct: '4.7619', acv_trend_cc_pct: '0.0000' });
  });
});

describe('the sums of a segment', () => {
  it('are emitted exactly, to ten places and without trailing zeros', () => {
    expect(figures(segment(sums(['0.1000000001', '0.2'])))).toMatchObject({
      arr: '0.3000000001',
      active_logos: 2,
      active_contracts: 2,
    });
  });

  it('come with what discounts take off the list price', () => {
    const what = segment(
      sums(['6320'], { grossArr: new Decimal('6800'), expectedUsage: new Decimal(3600), oneTime: new Decimal(2500) }),
    );
    expect(figures(what)).toMatchObject({
      gross_arr: '6800',
      discount_pct: '7.0588',
      expected_usage_arr: '3600',
      one_time_total: '2500',
    });
    expect(figures(segment(sums([])))).toMatchObject({ discount_pct: null });
  });

  it('of normalized and contracted ACV are averaged over logos', () => {
    const committed = sums([12_000, 12_000, 24_000], {
      normalizedAcv: new Decimal(48_000),
      contractedAcv: new Decimal(5500),
    });
    expect(figures(segment(committed))).toMatchObject({
      normalized_acv_total: '48000',
      normalized_acv_average: '16000.0000',
      contracted_acv_total: '5500',
      contracted_acv_average: '1833.3333',
    });
  });
});

describe('the spread of a segment', () => {
  it('has its quantiles by linear interpolation, and its largest customer', () => {
    expect(figures(segment(sums([1, 2, 3, 4])))).toMatchObject({
      acv_p25: '1.7500',
      acv_median: '2.5000',
      acv_p75: '3.2500',
      acv_p90: '3.7000',
      acv_max: '4.0000',
    });
  });

  it('has the shares of the largest, their squares, and the ACV without the first', () => {
    expect(figures(segment(sums([...Array<number>(11).fill(10), 90])))).toMatchObject({
      top1_share: '0.450000',
      top10_share: '0.900000',
      hhi: '0.230000',
      acv_ex_top1: '10.0000',
    });
  });

  it('is null where there is none: no customers, or none but the largest', () => {
    const none = {
      acv_p25: null,
      acv_median: null,
      acv_max: null,
      top1_share: null,
      top10_share: null,
      hhi: null,
      acv_ex_top1: null,
    };
    expect(figures(segment(sums([])))).toMatchObject(none);
    expect(figures(segment(sums([5])))).toMatchObject({ acv_ex_top1: null, top1_share: '1.000000', hhi: '1.000000' });
  });
});
