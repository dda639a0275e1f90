import { describe, expect, it } from '@jest/globals';
import { amended, created, term } from '../../../../test/builders/events.ts';
import {
  amountOff,
  commitment,
  expectedUsage,
  line,
  oneTime,
  percentOff,
  uncounted,
} from '../../../../test/builders/lines.ts';
import { hasSameEconomics } from './economics.ts';
import type { TermsEvent } from './contract-event.ts';

const lines = (...all: TermsEvent['lines']): TermsEvent => created({ lines: all });
const before = lines(line(), commitment());

describe('the economic content of an event', () => {
  it.each<[string, TermsEvent]>([
    [
      'an amendment with the same terms',
      amended({ lines: [line(), commitment()], effective: '2025-05-01', version: 3 }),
    ],
    [
      'other attributes, customer and dates of the deal',
      created({
        lines: [line(), commitment()],
        customer: 'cus-2',
        attributes: { tier: 'a' },
        opened: '2024-01-01',
        closed: '2024-12-01',
        renews: ['sub-0'],
      }),
    ],
    ['the lines in another order', lines(commitment(), line())],
    ['decimals spelt otherwise', lines(line({ price: '100.00', quantity: '1.0' }), commitment({ amount: '500.0' }))],
    ['`month` as one of `month`', lines(line({ per: [1, 'month'] }), commitment())],
    ['the start of the term stated on a line', lines(line({ start: '2025-01-01' }), commitment())],
    [
      'one-time lines, expected usage and lines that count in nothing',
      lines(line(), commitment(), oneTime('2025-01-01'), expectedUsage(), uncounted('tax', 20)),
    ],
  ])('is the same with %s', (_, event) => {
    expect(hasSameEconomics(before, event)).toBe(true);
    expect(hasSameEconomics(event, before)).toBe(true);
  });

  it.each<[string, TermsEvent]>([
    ['a price', lines(line({ price: 101 }), commitment())],
    ['a quantity', lines(line({ quantity: 2 }), commitment())],
    ['the id of a line', lines(line({ id: 'other' }), commitment())],
    ['a product', lines(line({ product: 'other' }), commitment())],
    ['a billing interval', lines(line({ per: [2, 'month'] }), commitment())],
    ['a commitment', lines(line(), commitment({ amount: 501 }))],
    ['the end of a line', lines(line({ end: '2026-01-01' }), commitment())],
    ['a discount, also one of nothing', lines(line({ discounts: [percentOff(0)] }), commitment())],
    ['the term', created({ lines: [line(), commitment()], term: term('2025-01-01', '2026-01-01', true) })],
    ['the currency', created({ lines: [line(), commitment()], currency: 'EUR' })],
  ])('is another with %s', (_, event) => {
    expect(hasSameEconomics(before, event)).toBe(false);
    expect(hasSameEconomics(event, before)).toBe(false);
  });

  it('keeps discounts in their order, for each applies to what the one before left', () => {
    const one = lines(line({ discounts: [percentOff(10), amountOff(5)] }));
    const other = lines(line({ discounts: [amountOff(5), percentOff(10)] }));
    expect(hasSameEconomics(one, other)).toBe(false);
  });
});
