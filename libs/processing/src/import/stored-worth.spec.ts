import { describe, expect, it } from '@jest/globals';
import { Decimal, plain } from '@app/domain';
import { day } from '../../../../test/builders/events.ts';
import { type ContractToList, ListBooks } from '../lists/list-books.ts';
import { storedWorth } from './stored-worth.ts';

const contract = (contractId: string, arr: number, more: Partial<ContractToList> = {}): ContractToList =>
  // Only what a worth is made of.
  ({
    contractId,
    customerId: 'acme',
    currency: 'USD',
    arr: new Decimal(arr),
    measures: { acv: String(arr * 2) },
    renews: [],
    ...more,
  }) as unknown as ContractToList;

class Books extends ListBooks {
  constructor(private readonly customers: readonly (readonly ContractToList[])[]) {
    super();
  }

  override read: ListBooks['read'] = (work) => {
    const { customers } = this;
    return work({
      days: () => Promise.reject(new Error('not asked for')),
      rates: () => Promise.reject(new Error('not asked for')),
      customers: async function* () {
        yield customers;
      },
    });
  };
}

describe('What a store is worth on a day', () => {
  it('is added up by currency, with the five largest contracts of each', async () => {
    const many = [1, 2, 3, 4, 5, 6].map((size) => [contract(`c${size}`, size, { customerId: `cus-${size}` })]);
    const both = [contract('euro', 10, { currency: 'EUR' }), contract('dollar', 20), contract('free', 0)];
    const worth = await storedWorth(new Books([...many, both]), day('2025-03-31'));
    expect(
      worth.map(({ currency, contracts, customers, arr }) => [currency, contracts, customers, plain(arr)]),
    ).toEqual([
      ['EUR', 1, 1, '10'],
      ['USD', 7, 7, '41'],
    ]);
    expect(worth[1]?.largest.map(({ contractId }) => contractId)).toEqual(['dollar', 'c6', 'c5', 'c4', 'c3']);
    expect(plain(worth[1]?.acv ?? new Decimal(0))).toBe('82');
  });

  it('leaves out a contract that another one of its customer renews', async () => {
    const renewed = [contract('old', 5), contract('new', 7, { renews: ['old'] })];
    expect(await storedWorth(new Books([renewed]), day('2025-03-31'))).toMatchObject([{ contracts: 1, customers: 1 }]);
  });
});
