import { describe, expect, it } from '@jest/globals';
import { amended, contract, term } from '../../../../test/builders/events.ts';
import { line, oneTime, percentOff } from '../../../../test/builders/lines.ts';
import { spansOf, worth } from '../../../../test/builders/worth.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';

const GRACE = { renewalGraceDays: 30 } as const;
const twoYears = term('2024-01-15', '2026-01-15');

describe('a term that has ended', () => {
  it('counts as if it had renewed within the days of grace, and no longer', () => {
    const lost = contract({ term: twoYears });
    expect(worth(lost, '2026-01-31', GRACE)).toMatchObject({ arr: '1200', acv: '1200', contractValue: '2400' });
    expect([worth(lost, '2026-02-13', GRACE).arr, worth(lost, '2026-02-14', GRACE).arr]).toEqual(['1200', '0']);
    expect(worth(lost, '2026-01-31').arr).toBe('0');
  });

  it('is separated from the days of the term before it, although nothing else changes', () => {
    const { spans, knownUntil } = spansOf(contract(), { ...DEFAULT_POLICY, ...GRACE });
    expect(spans.map(({ from, to }) => [from, to])).toEqual([
      ['2025-01-01', '2026-01-01'],
      ['2026-01-01', '2026-01-31'],
    ]);
    expect(knownUntil).toBeNull();
  });

  it('is a run rate if it is shorter than a year, and its one-time lines are gone', () => {
    const pilot = contract({
      term: term('2025-01-01', '2025-04-01'),
      lines: [line({ id: 'a', end: '2025-02-01' }), line({ id: 'b', start: '2025-02-01' }), oneTime('2025-01-01')],
    });
    expect(worth(pilot, '2025-03-31', GRACE)).toMatchObject({ acv: '1200', oneTime: '2500', contractValue: '300' });
    expect(worth(pilot, '2025-04-10', GRACE)).toMatchObject({ arr: '1200', acv: '1200', oneTime: '0' });
  });

  it('has no lasting discount left that covered it, because a term that renews never ends', () => {
    const short = contract({
      term: term('2025-01-01', '2025-04-01'),
      lines: [line({ discounts: [percentOff(50, { end: '2025-04-10' })] })],
    });
    expect(worth(short, '2025-03-31', GRACE).arr).toBe('600');
    expect(worth(short, '2025-04-05', GRACE).arr).toBe('1200');
    expect(worth(short, '2025-04-05', { ...GRACE, discounts: 'all' }).arr).toBe('600');
  });

  it('goes through several renewals if it is shorter than the days of grace', () => {
    const month = contract({ term: term('2025-01-01', '2025-02-01'), lines: [line({ price: 31 })] });
    expect(worth(month, '2025-03-10', { renewalGraceDays: 60 })).toMatchObject({ arr: '372', contractValue: '31' });
    expect(worth(month, '2025-04-02', { renewalGraceDays: 60 }).arr).toBe('0');
  });

  it('has the rates that governed its days of grace until a later event takes effect', () => {
    const late = contract(
      { term: term('2025-01-01', '2025-03-01') },
      amended({
        effective: '2025-07-01',
        version: 1,
        term: term('2025-01-01', '2026-01-01'),
        lines: [line({ price: 200 })],
      }),
    );
    // Two months at 100 and six at 200, and with 31 days of grace March too.
    expect(worth(late, '2025-08-01').contractValue).toBe('1400');
    expect(worth(late, '2025-08-01', { renewalGraceDays: 31 }).contractValue).toBe('1500');
  });
});
