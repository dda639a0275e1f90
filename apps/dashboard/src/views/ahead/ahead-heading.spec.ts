import { describe, expect, it } from '@jest/globals';
import type { AheadMonth } from '@app/wire/answers';
import { formatsFor } from '@app/wording';
import { aheadHeading } from './ahead-heading.ts';

// Only the figures that the heading reads.
const month = (label: string, opening: string, arr: string): AheadMonth =>
  ({ month: label, opening_arr: opening, arr }) as AheadMonth;

describe('the heading of what is ahead', () => {
  const formats = formatsFor('en-US', 'USD');

  it('goes from the ARR of today to what is signed at the end', () => {
    const months = [month('2026-01', '9820181.466', '9232085.37'), month('2026-12', '5600000', '5500000')];
    expect(aheadHeading(months, formats)).toBe('Of $9.8M ARR today, $5.5M is signed or renews by itself in Dec 2026');
  });

  it('is said of a segment with nothing signed', () => {
    expect(aheadHeading([], formats)).toBe('Nothing is signed for the months ahead');
  });
});
