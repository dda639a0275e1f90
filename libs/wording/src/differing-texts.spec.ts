import { describe, expect, it } from '@jest/globals';
import { differingTexts } from './differing-texts.ts';
import { figureName } from './figure-names.ts';
import { formatsFor } from './formats.ts';

const formats = formatsFor('en-US', 'USD');

describe('A figure that differs from what was reported', () => {
  it.each([
    ['acv', '48117.2440', '48014.8400', '$48,117', '$48,015'],
    ['acv_trend_pct', '2.4400', '2.3900', '2.4%', '2.4%', '2.4400', '2.3900'],
    ['nrr_pct', '97.2200', null, '97.2%', '–'],
    ['top1_share', '0.024125', '0.030000', '2.4%', '3.0%'],
    ['hhi', '0.010800', '0.020000', '0.0108', '0.02'],
    ['active_logos', 1170, 1171, '1,170', '1,171'],
    ['sales_cycle_median_days', '30', '31.5', '30', '31.5'],
    ['missing_fx', [], ['BRL', 'CLP'], 'none', 'BRL, CLP'],
    ['signals', [{ code: 'whale', top1_share: '0.3' }], [], 'whale', 'none'],
    ['trend_null_reason', 'no_prior_period', null, 'no prior period', '–'],
  ])('is written by the unit of %s', (field, from, to, was, is, exactly: string = was, exactlyTo: string = is) => {
    expect(differingTexts({ field, from, to }, formats)).toEqual([exactly, exactlyTo]);
  });

  it('has its name in words', () => {
    expect(figureName('acv_trend_cc_pct')).toBe('Trend at constant currency');
    expect(figureName('a_former_figure')).toBe('a former figure');
  });
});
