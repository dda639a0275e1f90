import { describe, expect, it } from '@jest/globals';
import { day, dayOrNull, term } from '../../../../test/builders/events.ts';
import { type ContractId, NO_MEASURES } from '@app/domain';
import type { StoredCharge, StoredSpan } from './contract-store.ts';
import { storedMeasures } from './measure-fields.ts';
import {
  differingChargeDays,
  differingOwnerDays,
  differingSpanDays,
  differingStatementDays,
  hull,
} from './differing-days.ts';

const span = (from: string, to: string | null, changes: Partial<StoredSpan> = {}): StoredSpan => ({
  contractId: 'sub-1' as ContractId,
  from: day(from),
  to: dayOrNull(to),
  seq: 1,
  customerId: 'cus-1',
  currency: 'USD',
  ...storedMeasures(NO_MEASURES),
  arr: '1200',
  attributes: {},
  renews: [],
  lines: '[]',
  term: term('2025-01-01', null),
  ...changes,
});

const days = (start: string, end: string | null) => ({ start: day(start), end: dayOrNull(end) });

describe('the days on which two states of a contract differ', () => {
  const year = span('2025-01-01', '2026-01-01');

  it('are none where they say the same, however they are cut, and whichever event says it', () => {
    const cut = [span('2025-01-01', '2025-05-01'), span('2025-05-01', '2026-01-01', { seq: 2 })];
    expect(differingSpanDays([year], cut)).toBeNull();
    expect(differingSpanDays([], [])).toBeNull();
  });

  it('are days for reports where another event or another term says the same', () => {
    const restated = [span('2025-01-01', '2025-05-01'), span('2025-05-01', '2026-01-01', { seq: 2 })];
    expect(differingStatementDays([year], restated)).toEqual(days('2025-05-01', '2026-01-01'));
    const renewing = { ...year, term: term('2025-01-01', null, true) };
    expect(differingSpanDays([year], [renewing])).toBeNull();
    expect(differingStatementDays([year], [renewing])).toEqual(days('2025-01-01', '2026-01-01'));
    expect(differingStatementDays([year], [{ ...year, arr: '1' }])).toBeNull();
  });

  it('do not see the order of attributes', () => {
    const one = span('2025-01-01', null, { attributes: { a: '1', b: '2' } });
    expect(differingSpanDays([one], [{ ...one, attributes: { b: '2', a: '1' } }])).toBeNull();
  });

  it('run from the first that differs to behind the last', () => {
    const after = [
      span('2025-01-01', '2025-03-01'),
      span('2025-03-01', '2025-04-01', { arr: '1' }),
      span('2025-04-01', '2025-06-01'),
      span('2025-06-01', '2025-07-01', { customerId: 'cus-2' }),
      span('2025-07-01', '2026-01-01'),
    ];
    expect(differingSpanDays([year], after)).toEqual(days('2025-03-01', '2025-07-01'));
  });

  it('are those of a span that came, went, or goes on', () => {
    expect(differingSpanDays([], [year])).toEqual(days('2025-01-01', '2026-01-01'));
    expect(differingSpanDays([year], [span('2025-01-01', null)])).toEqual(days('2026-01-01', null));
    expect(differingSpanDays([year], [span('2025-01-01', '2025-08-01')])).toEqual(days('2025-08-01', '2026-01-01'));
  });
});

describe('the days on which one-time charges differ', () => {
  const charge = (date: string, amount = '10'): StoredCharge => ({
    contractId: 'sub-1' as ContractId,
    date: day(date),
    seq: 1,
    amount,
    currency: 'USD',
    customerId: 'cus-1',
  });

  it('are the dates of those that one side has more of', () => {
    const before = [charge('2025-01-01'), charge('2025-03-01'), charge('2025-03-01')];
    const after = [charge('2025-01-01'), charge('2025-03-01'), charge('2025-05-01', '20')];
    expect(differingChargeDays(before, after)).toEqual(days('2025-03-01', '2025-05-02'));
    expect(differingChargeDays(before, before.toReversed())).toBeNull();
  });
});

describe('the smallest span of days that holds two', () => {
  it('is open where one of them is, and the other where one is none', () => {
    expect(hull(days('2025-01-01', '2025-02-01'), days('2025-05-01', '2025-06-01'))).toEqual(
      days('2025-01-01', '2025-06-01'),
    );
    expect(hull(days('2025-01-01', null), days('2024-05-01', '2025-06-01'))).toEqual(days('2024-05-01', null));
    expect(hull(null, days('2025-01-01', null))).toEqual(days('2025-01-01', null));
    expect(hull(null, null)).toBeNull();
  });
});

describe('the days on which a contract is of another customer', () => {
  /** `2025-01-01 a`; a day without a customer is cancelled. */
  const owners = (...entries: readonly string[]) =>
    entries.map((entry) => {
      const [from = '', customerId] = entry.split(' ');
      return { from: day(from), customerId: customerId ?? null };
    });

  it.each([
    { before: ['2025-01-01 a'], after: ['2025-01-01 a', '2025-02-01 a'] },
    { before: ['2025-01-01 a'], after: ['2025-01-01 a', '2025-02-01'] },
    { before: ['2025-02-01 a'], after: ['2025-01-01 a', '2025-03-01'] },
    { before: ['2025-01-01'], after: ['2025-02-01'] },
    {
      before: ['2025-01-01 a', '2025-02-01 b'],
      after: ['2025-01-01 a', '2025-01-15 a', '2025-02-01 b', '2025-03-01 b'],
    },
  ])('are none from $before to $after', ({ before, after }) => {
    expect(differingOwnerDays(owners(...before), owners(...after))).toBeNull();
  });

  it.each([
    { after: ['2025-01-01 a', '2025-02-01 c', '2025-03-01 a'], start: '2025-02-01', end: '2025-03-01' },
    { after: ['2025-01-01 a', '2025-02-01 b', '2025-03-01 c'], start: '2025-03-01', end: null },
    { after: ['2025-01-01 a', '2025-02-15 b', '2025-03-01 a'], start: '2025-02-01', end: '2025-03-01' },
    { after: ['2025-01-01 a', '2025-02-01 b', '2025-02-20', '2025-03-01 a'], start: '2025-02-20', end: '2025-03-01' },
    { after: ['2025-01-01 a'], start: '2025-02-01', end: null },
    { after: ['2025-01-01 d'], start: '2025-01-01', end: null },
  ])('are those from $start on until $end where it was passed on and is now $after', ({ after, start, end }) => {
    const before = owners('2025-01-01 a', '2025-02-01 b', '2025-03-01 a');
    expect(differingOwnerDays(before, owners(...after))).toEqual(days(start, end));
    expect(differingOwnerDays(owners(...after), before)).toEqual(days(start, end));
  });
});
