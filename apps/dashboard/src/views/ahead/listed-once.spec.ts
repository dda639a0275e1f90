import { describe, expect, it } from '@jest/globals';
import type { AheadChange } from '@app/wire/answers';
import { listedOnce } from './listed-once.ts';

const change = (changes: Partial<AheadChange>): AheadChange => ({
  on: '2026-01-01',
  month: '2026-01',
  change: 'ends',
  contract_id: 'a',
  customer_id: 'acme',
  reporting_currency: 'USD',
  arr_before: '1200',
  arr_after: '0',
  arr_change: '-1200',
  outcome: null,
  ...changes,
});

describe('The list to work through', () => {
  it('has a term that expires once', () => {
    const due = change({ change: 'due', outcome: 'expiring' });
    expect(listedOnce([change({}), due], true)).toEqual([due]);
  });

  it('keeps what ends for another reason, on another day, or of another contract', () => {
    const rows = [
      change({}),
      change({ change: 'due', outcome: 'renewed' }),
      change({ on: '2026-01-02' }),
      change({ on: '2026-01-02', contract_id: 'b', change: 'due', outcome: 'expiring' }),
      change({ on: '2026-01-02', customer_id: 'bolt', change: 'due', outcome: 'expiring' }),
      change({ on: '2026-01-03', change: 'step_down', arr_after: '600' }),
      change({ on: '2026-01-03', change: 'due', outcome: 'expiring' }),
    ];
    expect(listedOnce(rows, true)).toEqual(rows);
  });

  it('waits for the next page before it shows that the last contract ends', () => {
    const rows = [change({}), change({ contract_id: 'b' })];
    expect(listedOnce(rows, false)).toEqual([change({})]);
    expect(listedOnce(rows, true)).toEqual(rows);
  });
});
