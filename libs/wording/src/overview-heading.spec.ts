import { describe, expect, it } from '@jest/globals';
import { formatsFor } from './formats.ts';
import { overviewHeading } from './overview-heading.ts';

const heading = (acv: string | null, trend: string | null): string =>
  overviewHeading({ period: '2025-12', acv, acv_trend_pct: trend }, formatsFor('en-US', 'USD'));

describe('the heading of the overview', () => {
  it('says how the ACV moved and to where', () => {
    expect(heading('37057.2886', '-4.0293')).toBe('ACV fell 4.0% to $37,057 in Dec 2025');
    expect(heading('38000.0000', '2.5432')).toBe('ACV rose 2.5% to $38,000 in Dec 2025');
    expect(heading('38000.0000', '0.0000')).toBe('ACV held at $38,000 in Dec 2025');
    expect(heading('38000.0000', '-0.0123')).toBe('ACV held at $38,000 in Dec 2025');
  });

  it('claims no change where there is nothing to compare with', () => {
    expect(heading('38000.0000', null)).toBe('ACV is $38,000 in Dec 2025');
  });

  it('says that no customer was active rather than showing a zero', () => {
    expect(heading(null, null)).toBe('No customer was active in Dec 2025');
  });
});
