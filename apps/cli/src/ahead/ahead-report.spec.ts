import { describe, expect, it } from '@jest/globals';
import { addedAhead, aheadFigures, Decimal, monthsAhead, NOTHING_AHEAD, parseCivilDate } from '@app/domain';
import type { Ahead } from '@app/processing';
import { aheadDocument, aheadText } from './ahead-report.ts';

const asOf = parseCivilDate('2025-12-10');
if (asOf === null) throw new Error('no date');

const AHEAD: Ahead = {
  asOf,
  rows: monthsAhead(asOf, 12).flatMap(({ month, day }) =>
    [
      ['all', 'all'],
      ['tier', 's'],
    ].map(([dimension = '', segment = '']) => ({
      month,
      measuredOn: day,
      dimension,
      segment,
      figures: aheadFigures(
        addedAhead(NOTHING_AHEAD, { ...NOTHING_AHEAD, logos: 1234, committed: new Decimal('123456789.5') }),
      ),
      missingFx: ['JPY'],
    })),
  ),
};

const frame = (dimension: string) => ({
  reportingCurrency: 'USD',
  isWanted: (row: Readonly<{ dimension: string }>) => row.dimension === dimension,
});

describe('The report of what is signed ahead', () => {
  it('fits into eighty columns', () => {
    const text = aheadText(AHEAD, frame('all'), {
      missing: [{ currency: 'JPY', contracts: 4, customers: 3 }],
      places: 2,
    });
    expect(text).toMatch(/ARR signed ahead, in USD, as of 2025-12-10\n\nLEFT OUT: 3 customers in JPY/);
    const lines = text.split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text).toContain('123,456,789.50');
  });

  it('has as many decimals as are asked for', () => {
    const text = aheadText(AHEAD, frame('all'), { missing: [], places: 0 });
    expect(text).toMatch(/2026-01 +123,456,790 +0 +0 +1,234$/m);
  });

  it('has a section per segment', () => {
    expect(aheadText(AHEAD, frame('tier'), { missing: [], places: 2 })).toContain('\n\ntier s\n\nmonth');
  });

  it('has every digit as JSON', () => {
    const document = JSON.parse(aheadDocument(AHEAD, frame('tier'))) as { rows: readonly unknown[] };
    expect(document).toMatchObject({ as_of: '2025-12-10', reporting_currency: 'USD' });
    expect(document.rows[0]).toMatchObject({ month: '2026-01', segment: 's', arr: '123456789.5', missing_fx: ['JPY'] });
  });
});
