import { describe, expect, it } from '@jest/globals';
import type { Customer } from '@app/wire/answers';
import { formatsFor } from '@app/wording';
import { concentrationHeading, cumulated } from './largest.ts';

const customer = (id: string, share: string | null): Customer => ({
  customer_id: id,
  reporting_currency: 'USD',
  arr: '1',
  active_contracts: 1,
  currencies: ['USD'],
  missing_fx: [],
  next_term_end: null,
  share,
  first_active_day: null,
});

describe('the largest customers', () => {
  it('have the exact sum of their shares and of those above them', () => {
    const rows = cumulated([customer('a', '0.100001'), customer('b', '0.200002'), customer('c', null)]);
    expect(rows.map(({ place, cumulative }) => [place, cumulative])).toEqual([
      [1, 0.100001],
      [2, 0.300003],
      [3, null],
    ]);
  });

  it('are the finding', () => {
    const formats = formatsFor('en-US', 'USD');
    expect(concentrationHeading({ top1_share: '0.024260', top10_share: '0.199865' }, formats)).toBe(
      'The largest customer holds 2.4% of the ARR, the ten largest 20.0%',
    );
    expect(concentrationHeading({}, formats)).toBe('No customer was active in this period');
  });
});
