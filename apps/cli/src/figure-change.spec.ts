import { describe, expect, it } from '@jest/globals';
import { differing } from './figure-change.ts';

describe('both sides of a change', () => {
  it('have two decimals where these tell them apart', () => {
    expect(differing({ field: 'acv', from: '24000.1234', to: '19600.0000' }, null)).toEqual(['24,000.12', '19,600.00']);
  });

  it('have as many decimals as it takes to tell them apart', () => {
    expect(differing({ field: 'acv_trend_pct', from: '-0.1102', to: '-0.1139' }, null)).toEqual(['-0.110', '-0.114']);
    expect(differing({ field: 'arr', from: '1', to: '1.0000000001' }, null)).toEqual(['1.0000000000', '1.0000000001']);
  });

  it('have as many decimals as are asked for, where these tell them apart', () => {
    expect(differing({ field: 'acv', from: '24000.1234', to: '19600.0000' }, 0)).toEqual(['24,000', '19,600']);
    expect(differing({ field: 'acv', from: '24000.1234', to: '24000.2' }, 0)).toEqual(['24,000.1', '24,000.2']);
  });

  it('are a dash, a count or a word where they are no decimals', () => {
    expect(differing({ field: 'acv', from: null, to: '1.0000' }, null)).toEqual(['-', '1.00']);
    expect(differing({ field: 'active_logos', from: 1000, to: 1001 }, null)).toEqual(['1,000', '1,001']);
    expect(differing({ field: 'trend_null_reason', from: 'no_prior_period', to: null }, null)).toEqual([
      'no_prior_period',
      '-',
    ]);
  });
});
