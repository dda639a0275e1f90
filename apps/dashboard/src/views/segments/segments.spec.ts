import { describe, expect, it } from '@jest/globals';
import type { Series } from '@app/wire/answers';
import { formatsFor } from '@app/wording';
import { sorted } from '../../table/sorted.ts';
import { cohortRows } from './cohort-rows.ts';
import { segmentRows, segmentsHeading, segmentValue } from './segment-rows.ts';

type Figures = Series['segments'][number]['figures'];

const series = (
  segments: Readonly<Record<string, Figures>>,
  shares: Readonly<Record<string, string>> = {},
): Series => ({
  grain: 'month',
  reporting_currency: 'USD',
  periods: ['2025-11', '2025-12'],
  measured_on: ['2025-11-30', '2025-12-31'],
  segments: Object.entries(segments).map(([segment, figures]) => ({
    dimension: 'tier',
    segment,
    status: ['closed', 'open'],
    revision: [1, 1],
    arr_share: [null, shares[segment] ?? null],
    figures,
  })),
});

const BOOK = series(
  {
    smb: { acv: ['100', '90'], arr: ['1000', '900'], active_logos: [10, 10], acv_trend_pct: [null, '-10.0000'] },
    enterprise: { acv: ['50', '60'], arr: ['50', '2100'], active_logos: [1, 35], acv_trend_pct: [null, '20.0000'] },
    gone: { acv: ['10', null], arr: ['10', '0'], active_logos: [1, 0] },
  },
  { smb: '0.300000', enterprise: '0.700000' },
);

describe('the rows of segments', () => {
  const rows = segmentRows(BOOK);

  it('leave out segments without a customer in the period', () => {
    expect(rows.map(({ segment }) => segment)).toEqual(['smb', 'enterprise']);
  });

  it('have the share of the ARR of the whole', () => {
    expect(rows.map(({ share }) => share)).toEqual(['0.300000', '0.700000']);
  });

  it('can be sorted by any figure, by share and by name', () => {
    const first = (sort: string) => sorted(rows, sort, segmentValue)[0]?.segment;
    expect(['-acv', '-share', 'segment'].map(first)).toEqual(['smb', 'enterprise', 'enterprise']);
  });

  it('are summed up in the heading', () => {
    expect(segmentsHeading(rows, 'tier', formatsFor('en-US', 'USD'))).toBe(
      'ACV rose in 1 and fell in 1 of 2 segments; enterprise has the most ARR, $2.1k',
    );
  });
});

describe('cohorts', () => {
  const cohorts = series({ '2025-Q2': { arr: [null, '100'] }, '2025-Q1': { arr: ['100', '50'] } });
  const { rows, ages } = cohortRows(cohorts, {
    ...formatsFor('en-US', 'USD'),
    short: String,
    whole: (given) => `$${String(given)}`,
  });

  it('are in their order, each from its first period with ARR on', () => {
    expect(rows.map(({ name, cells }) => [name, ...cells.map(({ text }) => text)])).toEqual([
      ['Q1 2025', '100', '50'],
      ['Q2 2025', '100'],
    ]);
    expect(ages).toEqual(['0', '1']);
  });

  it('have each value in full for the table', () => {
    expect(rows[0]?.cells.map(({ full }) => full)).toEqual(['$100', '$50']);
  });

  it('have what is left in percent for narrow cells', () => {
    expect(rows[0]?.cells.map(({ brief }) => brief)).toEqual(['100', '50']);
  });

  it('get fainter as they lose ARR', () => {
    expect(rows[0]?.cells.map(({ share }) => share)).toEqual([0.5, 0]);
  });
});
