import { describe, expect, it } from '@jest/globals';
import type { CivilDate } from '../calendar/civil-date.ts';
import { parseCivilDate } from '../calendar/civil-date.ts';
import { Decimal, ONE } from '../money/decimal.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import type { ActiveContract } from './active-contract.ts';
import { acvBandOf } from './acv-band.ts';
import { attributeSegment } from './attribute-segment.ts';
import { cohortOf } from './cohort.ts';
import { customerArr } from './customer-arr.ts';
import { customerSegments } from './customer-segments.ts';
import { dimensionsOf } from './dimensions.ts';
import { firstActiveDay } from './first-active-day.ts';
import { hasSnapshot } from './has-snapshot.ts';
import { countedContracts } from './left-out.ts';
import { primaryContract } from './primary-contract.ts';
import { reportingAmount } from './reporting-amount.ts';
import { reportingContracts } from './reporting-contracts.ts';

const day = (text: string): CivilDate => {
  const date = parseCivilDate(text);
  if (date === null) throw new Error(text);
  return date;
};

const contract = (id: string, arr: number, changes: Partial<ActiveContract> = {}): ActiveContract => ({
  contractId: id,
  customerId: 'cus',
  currency: 'USD',
  arr: new Decimal(arr),
  attributes: {},
  renews: [],
  ...changes,
});

const RATES = new Map([
  ['USD', ONE],
  ['EUR', new Decimal('1.1')],
]);

const idsOf = (contracts: readonly ActiveContract[]): readonly string[] =>
  contracts.map(({ contractId }) => contractId);

describe('The contracts of a customer', () => {
  it('leave out a contract that another one with ARR renews', () => {
    expect(idsOf(countedContracts([contract('a', 10), contract('b', 12, { renews: ['a'] })]))).toEqual(['b']);
  });

  it('keep a contract whose successor is not yet paid for', () => {
    expect(idsOf(countedContracts([contract('a', 10), contract('b', 0, { renews: ['a'] })]))).toEqual(['a', 'b']);
  });

  it('keep the one with the larger id if two renew each other', () => {
    const both = [contract('a', 10, { renews: ['b'] }), contract('b', 10, { renews: ['a'] })];
    expect(idsOf(countedContracts(both))).toEqual(['b']);
  });

  it('leave out all of a chain but its end', () => {
    const chain = [contract('a', 1), contract('b', 1, { renews: ['a'] }), contract('c', 1, { renews: ['b'] })];
    expect(idsOf(countedContracts(chain))).toEqual(['c']);
  });

  it('leave out what a contract without a rate renews, though that one does not count itself', () => {
    const contracts = [contract('a', 10), contract('b', 12, { renews: ['a'], currency: 'JPY' })];
    expect(customerArr(reportingContracts(contracts, RATES)).toFixed()).toBe('0');
  });

  it('add up in the reporting currency, each rounded to ten places', () => {
    expect(reportingAmount(new Decimal('0.0000000001'), new Decimal('0.5')).toFixed()).toBe('0');
    const contracts = [contract('a', 10), contract('b', 20, { currency: 'EUR' })];
    expect(customerArr(reportingContracts(contracts, RATES)).toFixed()).toBe('32');
  });
});

describe('The primary contract', () => {
  it('is the largest in the reporting currency', () => {
    const contracts = [contract('a', 21), contract('b', 20, { currency: 'EUR' })];
    expect(primaryContract(reportingContracts(contracts, RATES))?.contractId).toBe('b');
  });

  it('is the one with the smallest id, by code point, if ARR is equal', () => {
    const contracts = [contract('\u{10000}', 5), contract('\uE000', 5)];
    expect(primaryContract(reportingContracts(contracts, RATES))?.contractId).toBe('\uE000');
  });

  it('does not exist without contracts', () => {
    expect(primaryContract([])).toBeNull();
  });
});

describe('The segments of a customer', () => {
  it('are one in each dimension', () => {
    const contracts = reportingContracts([contract('a', 15_000, { attributes: { tier: 's', region: '' } })], RATES);
    expect(dimensionsOf(DEFAULT_POLICY)).toEqual(['all', 'tier', 'channel', 'region', 'cohort', 'acv_band']);
    expect(customerSegments(contracts, day('2025-05-17'), DEFAULT_POLICY)).toEqual([
      'all',
      's',
      '(none)',
      '(none)',
      '2025-Q2',
      '15k-50k',
    ]);
  });

  it('are (none) if it is not active', () => {
    const contracts = reportingContracts([contract('a', 0, { attributes: { tier: 's' } })], RATES);
    expect(customerSegments(contracts, day('2025-05-17'), DEFAULT_POLICY)).toEqual(['all', ...Array(5).fill('(none)')]);
  });

  it('take no attribute from the prototype', () => {
    expect(attributeSegment({}, 'constructor')).toBe('(none)');
  });

  it('put the lower edge of a band into that band', () => {
    expect(
      ['4999.9999999999', '5000', '50000'].map((arr) => acvBandOf(new Decimal(arr), DEFAULT_POLICY.bands)),
    ).toEqual(['<5k', '5k-15k', '>=50k']);
  });

  it('name the fiscal period of the first active day', () => {
    const policy = { cohortGrain: 'quarter', fiscalYearStartMonth: 2 } as const;
    expect([cohortOf(day('2025-01-31'), policy), cohortOf(day('2025-02-01'), policy)]).toEqual(['2025-Q4', '2026-Q1']);
  });
});

describe('The first active day', () => {
  const days = (id: string, arr: number, [start, end]: readonly [string, string | null], renews: string[] = []) => ({
    ...contract(id, arr, { renews }),
    days: { start: day(start), end: end === null ? null : day(end) },
  });

  it('is the first with ARR, in any currency', () => {
    const runs = [
      days('a', 0, ['2025-01-01', '2025-02-01']),
      { ...days('a', 5, ['2025-02-01', null]), currency: 'JPY' },
    ];
    expect(firstActiveDay(runs)).toBe('2025-02-01');
  });

  it('comes when the contract that left another one out has ended', () => {
    const runs = [days('a', 5, ['2025-01-01', null]), days('b', 0, ['2025-01-01', '2025-03-01'], ['a'])];
    expect(firstActiveDay(runs)).toBe('2025-01-01');
    const unpaid = [days('a', 5, ['2025-01-01', null], ['b']), days('b', 5, ['2024-12-01', '2025-03-01'], ['a'])];
    expect(firstActiveDay(unpaid)).toBe('2024-12-01');
  });

  it('does not exist for a customer that never has ARR', () => {
    expect(firstActiveDay([days('a', 0, ['2025-01-01', null])])).toBeNull();
  });
});

describe('A segment', () => {
  const nothing = {
    activeNow: 0,
    activeThen: 0,
    bookings: 0,
    replacements: 0,
    oneTimeLines: 0,
    expectedUsage: new Decimal(0),
  };

  it('has a snapshot if it has any of these', () => {
    expect(hasSnapshot(nothing)).toBe(false);
    expect(hasSnapshot({ ...nothing, activeThen: 1 })).toBe(true);
    expect(hasSnapshot({ ...nothing, oneTimeLines: 1 })).toBe(true);
    expect(hasSnapshot({ ...nothing, expectedUsage: new Decimal(3) })).toBe(true);
  });
});
