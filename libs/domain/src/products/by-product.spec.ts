import { describe, expect, it } from '@jest/globals';
import { Decimal, ONE } from '../money/decimal.ts';
import { type ContractWithLines, productAmounts } from './by-product.ts';

const RATES = new Map([
  ['USD', ONE],
  ['EUR', new Decimal(2)],
]);

type Line = readonly [product: string, gross: number, net: number];

const contract = (id: string, lines: readonly Line[], changes: Partial<ContractWithLines> = {}): ContractWithLines => ({
  contractId: id,
  currency: 'USD',
  arr: new Decimal(lines.reduce((sum, [, , net]) => sum + net, 0)),
  renews: [],
  lines: lines.map(([product, gross, net]) => ({ product, gross: new Decimal(gross), net: new Decimal(net) })),
  ...changes,
});

const shown = (contracts: readonly ContractWithLines[]) =>
  Object.fromEntries(
    [...productAmounts(contracts, RATES)].map(([product, { arr, grossArr }]) => [
      product,
      [arr.toFixed(), grossArr.toFixed()],
    ]),
  );

describe('The amounts of a customer by product', () => {
  it('add up over its contracts, in the reporting currency', () => {
    const contracts = [
      contract('a', [
        ['core', 100, 80],
        ['core', 20, 20],
        ['support', 10, 10],
      ]),
      contract('b', [['core', 5, 5]], { currency: 'EUR' }),
    ];
    expect(shown(contracts)).toEqual({ core: ['110', '130'], support: ['10', '10'] });
  });

  it('are rounded once for each contract and product', () => {
    const third = new Decimal(1).div(3);
    const lines = [third, third, third].map((net) => ({ product: 'core', gross: net, net }));
    expect(shown([{ ...contract('a', []), arr: ONE, lines }])).toEqual({ core: ['1', '1'] });
  });

  it('leave out contracts that are left out or have no rate', () => {
    const contracts = [
      contract('a', [['core', 100, 100]]),
      contract('b', [['plus', 7, 7]], { renews: ['a'] }),
      contract('c', [['extra', 1, 1]], { currency: 'JPY' }),
    ];
    expect(shown(contracts)).toEqual({ plus: ['7', '7'] });
  });

  it('are empty if the customer is not active', () => {
    expect(shown([contract('a', [['core', 100, 0]])])).toEqual({});
  });
});
