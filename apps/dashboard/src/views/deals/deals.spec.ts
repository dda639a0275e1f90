import { describe, expect, it } from '@jest/globals';
import type { BookingAnswer, ReportedPeriod, Series } from '@app/wire/answers';
import { formatsFor } from '@app/wording';
import { dealDays } from './deal-days.ts';
import { dealPoints, dealsOf, tiersOf } from './deal-points.ts';
import { dealsHeading } from './deals-heading.ts';

const month = (number: number): ReportedPeriod => {
  const label = `2025-${String(number).padStart(2, '0')}`;
  return {
    grain: 'month',
    period: label,
    period_start: `${label}-01`,
    period_end: `${label}-28`,
    measured_on: `${label}-28`,
    status: 'closed',
  };
};

// Only what the points are made of.
const deal = (booking: Partial<BookingAnswer>): BookingAnswer => ({ attributes: {}, ...booking }) as BookingAnswer;

describe('the days of deals', () => {
  it('are those of the latest year of months', () => {
    const periods = Array.from({ length: 12 }, (_, index) => month(index + 1));
    expect(dealDays([month(1), ...periods], 12)).toMatchObject({ from: '2025-01-01', to: '2025-12-28' });
  });

  it('begin with the first period where there is less than a year', () => {
    expect(dealDays([month(3), month(4)], 1)).toMatchObject({ from: '2025-03-01', firstPeriod: '2025-03' });
  });
});

describe('deals as points', () => {
  const deals = [
    deal({ reporting_acv: '1000', sales_cycle_days: 30, attributes: { tier: 'smb' } }),
    deal({ reporting_acv: '2000', sales_cycle_days: null, attributes: { tier: 'mid' } }),
    deal({ reporting_acv: null, sales_cycle_days: 3 }),
  ];

  it('leave out those without one of the two figures', () => {
    expect(
      dealPoints(
        deals,
        ({ sales_cycle_days: days }) => days,
        () => 'a deal',
      ),
    ).toEqual([{ x: 30, y: 1000, group: 1, text: 'a deal' }]);
  });

  it('are those of a segment, where the attribute is the dimension', () => {
    expect(dealsOf(deals, 'tier', 'smb')).toEqual(deals.slice(0, 1));
    expect(dealsOf(deals, 'tier', '(none)')).toEqual(deals.slice(2));
  });

  it('are grouped by tier, those without one last', () => {
    expect(tiersOf(deals)).toEqual(['mid', 'smb', '(none)']);
  });
});

describe('the heading of deals', () => {
  const heading = (count: number, average: string | null) => {
    const series: Series = {
      grain: 'month',
      reporting_currency: 'USD',
      periods: ['2025-12'],
      measured_on: ['2025-12-31'],
      segments: [
        {
          dimension: 'all',
          segment: 'all',
          status: ['closed'],
          arr_share: [],
          revision: [1],
          figures: { bookings_count: [count], bookings_acv_average: [average], bookings_acv_median: [average] },
        },
      ],
    };
    return dealsHeading(series, 0, formatsFor('en-US', 'USD'));
  };

  it('sets the average beside the median', () => {
    expect(heading(2, '8515.2000')).toBe('2 deals were booked in Dec 2025: $8,515 on average, median $8,515');
    expect(heading(1, '10.0000')).toMatch(/^1 deal was booked/);
  });

  it('names no average of nothing', () => {
    expect(heading(0, null)).toBe('No deal was booked in Dec 2025');
  });
});
