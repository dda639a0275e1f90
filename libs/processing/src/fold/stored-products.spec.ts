import { describe, expect, it } from '@jest/globals';
import { Decimal, type ProductRate } from '@app/domain';
import { productsFrom, productsText } from './stored-products.ts';

const rate = (kind: ProductRate['kind'], gross: number, net: number, quantity: number): ProductRate => ({
  kind,
  product: 'core',
  gross: new Decimal(gross),
  net: new Decimal(net),
  quantity: new Decimal(quantity),
});

describe('the products of a span', () => {
  const products = [
    rate('recurring', 1200, 1200, 1),
    rate('recurring', 1200, 1080.5, 1),
    rate('usage_commitment', 600, 600, 600),
    rate('usage_commitment', 600, 0, 600),
  ];

  it('leave out what goes without saying', () => {
    expect(JSON.parse(productsText(products))).toEqual([
      ['core', '1200', '1'],
      ['recurring', 'core', '1200', '1080.5', '1'],
      ['usage_commitment', 'core', '600', '600'],
      ['usage_commitment', 'core', '600', '0', '600'],
    ]);
  });

  it('are read as they were written', () => {
    expect(productsFrom(productsText(products))).toEqual([
      { kind: 'recurring', product: 'core', gross: '1200', net: '1200', quantity: '1' },
      { kind: 'recurring', product: 'core', gross: '1200', net: '1080.5', quantity: '1' },
      { kind: 'usage_commitment', product: 'core', gross: '600', net: '600', quantity: '600' },
      { kind: 'usage_commitment', product: 'core', gross: '600', net: '0', quantity: '600' },
    ]);
  });
});
