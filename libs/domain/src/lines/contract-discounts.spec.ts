import { describe, expect, it } from '@jest/globals';
import { amended, contract, term } from '../../../../test/builders/events.ts';
import { amountOffAll, commitment, line, percentOff, percentOffAll } from '../../../../test/builders/lines.ts';
import { spansOf, worth } from '../../../../test/builders/worth.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';

const EVERGREEN = term('2025-01-01', null);
const LINES = [line({ id: 'a', price: 30 }), line({ id: 'b', price: 40 })];

describe('discounts of the contract', () => {
  it('take an amount from all lines together, each in proportion: 50 a month off 30 and 40', () => {
    const events = contract({ term: EVERGREEN, lines: LINES, discounts: [amountOffAll(50)] });
    expect(worth(events, '2025-06-01')).toMatchObject({ arr: '240', grossArr: '840', acv: '240', contractedAcv: '20' });
    const [span] = spansOf(events, DEFAULT_POLICY).spans;
    // Each line keeps 240 ÷ 840.
    expect(span?.lines.map(({ net }) => net.toFixed(10))).toEqual(['102.8571428571', '137.1428571429']);
  });

  it('come after those of the lines, in their order: 10 %, then 36 a month', () => {
    const lines = [line({ id: 'a', price: 100, discounts: [percentOff(50)] }), line({ id: 'b', price: 300 })];
    const [tenth, amount] = [percentOffAll(10), amountOffAll(36)];
    // (50 + 300) × 0.9 = 315, less 36 = 279 a month; the other way (350 − 36) × 0.9 = 282.6.
    expect(worth(contract({ lines, discounts: [tenth, amount] }), '2025-06-01').arr).toBe('3348');
    expect(worth(contract({ lines, discounts: [amount, tenth] }), '2025-06-01').arr).toBe('3391.2');
  });

  it('take an amount by its own interval, and never more than the sum', () => {
    expect(worth(contract({ lines: LINES, discounts: [amountOffAll(60, { per: 'year' })] }), '2025-06-01').arr).toBe(
      '780',
    );
    const all = contract({ lines: LINES, discounts: [amountOffAll(100), percentOffAll(50)] });
    expect(worth(all, '2025-06-01')).toMatchObject({ arr: '0', contractValue: '0' });
  });

  it('take an amount from the lines that run that day', () => {
    const lines = [line({ id: 'a', price: 100 }), line({ id: 'b', price: 100, start: '2025-07-01' })];
    const events = contract({ lines, discounts: [amountOffAll(20)] });
    expect([worth(events, '2025-06-30').arr, worth(events, '2025-07-01').arr]).toEqual(['960', '2160']);
    // Six months of 80 and six of 180.
    expect(worth(events, '2025-02-01')).toMatchObject({ contractValue: '1560', acv: '1560' });
    expect(worth(events, '2025-02-01', { ramp: 'exit_run_rate' }).acv).toBe('2160');
  });

  it('last or pass by the days of the term', () => {
    const promoted = contract({
      term: term('2025-01-01', '2026-01-01', true),
      discounts: [percentOffAll(50, { end: '2025-03-01' })],
    });
    expect(worth(promoted, '2025-02-01')).toMatchObject({ arr: '1200', acv: '1100', contractValue: '1100' });
    expect(worth(promoted, '2025-02-01', { discounts: 'all' }).arr).toBe('600');
    const quarter = contract({
      term: term('2025-01-01', '2025-04-01'),
      discounts: [percentOffAll(50, { end: '2025-04-01' })],
    });
    expect(worth(quarter, '2025-02-01').arr).toBe('600');
  });

  it('count in the committed interval of each line, lasting or not', () => {
    const events = contract({
      term: EVERGREEN,
      lines: [line({ price: 100 }), commitment({ amount: 600, per: 'quarter' })],
      discounts: [percentOffAll(25, { end: '2025-03-01' })],
    });
    // 75 and 450, then 100 and 600.
    expect(worth(events, '2025-02-28')).toMatchObject({ acv: '3600', contractedAcv: '525' });
    expect(worth(events, '2025-03-01')).toMatchObject({ acv: '3600', contractedAcv: '700' });
  });

  it('count at the rates that governed each day', () => {
    const events = contract(
      { discounts: [percentOffAll(10)] },
      amended({ effective: '2025-07-01', version: 1, lines: LINES, discounts: [amountOffAll(20)] }),
    );
    // Six months of 90 and six of 50.
    expect(worth(events, '2025-08-01').contractValue).toBe('840');
    expect(worth(events, '2025-08-01', { amendmentBasis: 'whole_term' }).acv).toBe('840');
  });
});
