import { describe, expect, it } from '@jest/globals';
import { Decimal, ONE } from '../money/decimal.ts';
import { type DayOne, handedOverTo } from './handed-over-to.ts';

const RATES = new Map([['USD', ONE]]);

const dayOne = (changes: Partial<DayOne>, inactive: readonly string[] = []): DayOne => ({
  contract: null,
  renewing: [],
  rates: RATES,
  isActive: (customerId) => !inactive.includes(customerId),
  ...changes,
});

const successor = (contractId: string, customerId: string, changes: { arr?: number; currency?: string } = {}) => ({
  contractId,
  customerId,
  currency: changes.currency ?? 'USD',
  arr: new Decimal(changes.arr ?? 1),
});

describe('A contract is handed over', () => {
  it('to another customer that has the contract itself', () => {
    expect(handedOverTo('a', dayOne({ contract: { customerId: 'b' } }))).toBe('b');
    expect(handedOverTo('a', dayOne({ contract: { customerId: 'a' } }))).toBeNull();
  });

  it('but not to a customer that is not active', () => {
    expect(handedOverTo('a', dayOne({ contract: { customerId: 'b' } }, ['b']))).toBeNull();
  });

  it('to the customer whose contract renews it, of several the one with the smallest contract id', () => {
    expect(handedOverTo('a', dayOne({ renewing: [successor('n2', 'c'), successor('n1', 'b')] }))).toBe('b');
  });

  it('but not by a contract that names it while it is still active', () => {
    const still = dayOne({ contract: { customerId: 'a' }, renewing: [successor('n1', 'b')] });
    expect(handedOverTo('a', still)).toBeNull();
  });

  it('but not by a contract without ARR or without a rate', () => {
    expect(handedOverTo('a', dayOne({ renewing: [successor('n1', 'b', { arr: 0 })] }))).toBeNull();
    expect(handedOverTo('a', dayOne({ renewing: [successor('n1', 'b', { currency: 'JPY' })] }))).toBeNull();
  });

  it('to nobody if its own customer renews it', () => {
    expect(handedOverTo('d', dayOne({ renewing: [successor('n3', 'c'), successor('n4', 'd')] }))).toBeNull();
  });

  it('to nobody if no contract names it', () => {
    expect(handedOverTo('a', dayOne({}))).toBeNull();
  });
});
