import { describe, expect, it } from '@jest/globals';
import { Decimal, share } from '@app/domain';
import { day } from '../../../../test/builders/events.ts';
import { largestCustomers } from './largest-customers.ts';
import type { ListedCustomer } from './list-customers.ts';

const customer = (customerId: string, arr: number | null, missingFx: readonly string[] = []): ListedCustomer => ({
  customerId,
  arr: arr === null ? null : new Decimal(arr),
  contracts: 1,
  currencies: [],
  missingFx,
  nextEnd: null,
});

const ranked = (...rows: readonly ListedCustomer[]) =>
  largestCustomers({ on: async () => ({ day: day('2025-03-31'), rows }) }, null);

describe('The largest customers', () => {
  it('have shares of the ARR of all, which add up to 1', async () => {
    const { arr, rows } = await ranked(customer('a', 600), customer('b', 300), customer('c', 100));
    expect(arr.toFixed()).toBe('1000');
    expect(rows.map((row) => [row.rank, row.customerId, share(row.share), share(row.cumulativeShare)])).toEqual([
      [1, 'a', '0.600000', '0.600000'],
      [2, 'b', '0.300000', '0.900000'],
      [3, 'c', '0.100000', '1.000000'],
    ]);
  });

  it('are active ones: those without ARR or without a rate have no share', async () => {
    const { rows, missingFx } = await ranked(customer('a', 5), customer('free', 0), customer('swiss', null, ['CHF']));
    expect(rows.map(({ customerId }) => customerId)).toEqual(['a']);
    expect(missingFx).toEqual(['CHF']);
  });

  it('may be none', async () => {
    expect((await ranked(customer('free', 0))).rows).toEqual([]);
  });
});
