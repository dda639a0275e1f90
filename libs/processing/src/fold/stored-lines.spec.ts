import { describe, expect, it } from '@jest/globals';
import { Decimal, type LineRate } from '@app/domain';
import { linesFrom, linesText } from './stored-lines.ts';

type Amounts = Readonly<{ gross: number; net: number; quantity: number }>;

const rate = (lineId: string, kind: LineRate['kind'], { gross, net, quantity }: Amounts): LineRate => ({
  lineId,
  kind,
  product: 'core',
  gross: new Decimal(gross),
  net: new Decimal(net),
  quantity: new Decimal(quantity),
});

describe('the lines of a span', () => {
  const lines = [
    rate('core', 'recurring', { gross: 1200, net: 1200, quantity: 1 }),
    rate('seats', 'recurring', { gross: 1200, net: 1200, quantity: 1 }),
    rate('core', 'recurring', { gross: 1200, net: 1080.5, quantity: 1 }),
    rate('minimum', 'usage_commitment', { gross: 600, net: 600, quantity: 600 }),
  ];

  it('omit fields that follow from others', () => {
    expect(JSON.parse(linesText(lines))).toEqual([
      ['core', '1200', '1'],
      ['seats', 'core', '1200', '1'],
      ['core', 'core', '1200', '1', '1080.5'],
      ['minimum', 'core', '600', '600', '600', 'usage_commitment'],
    ]);
  });

  it('are read as they were written', () => {
    expect(linesFrom(linesText(lines))).toEqual([
      { lineId: 'core', kind: 'recurring', product: 'core', gross: '1200', net: '1200', quantity: '1' },
      { lineId: 'seats', kind: 'recurring', product: 'core', gross: '1200', net: '1200', quantity: '1' },
      { lineId: 'core', kind: 'recurring', product: 'core', gross: '1200', net: '1080.5', quantity: '1' },
      { lineId: 'minimum', kind: 'usage_commitment', product: 'core', gross: '600', net: '600', quantity: '600' },
    ]);
  });
});
