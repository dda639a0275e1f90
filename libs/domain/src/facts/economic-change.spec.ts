import { describe, expect, it } from '@jest/globals';
import { amended, anchored, created, term } from '../../../../test/builders/events.ts';
import {
  amountOff,
  amountOffAll,
  commitment,
  expectedUsage,
  line,
  oneTime,
  percentOff,
  percentOffAll,
  uncounted,
} from '../../../../test/builders/lines.ts';
import { hasSameEconomics } from './economic-change.ts';
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
    ['other ids of the lines', lines(line({ id: 'b' }), commitment({ id: 'a' }))],
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
    ['a product', lines(line({ product: 'other' }), commitment())],
    ['a billing interval', lines(line({ per: [2, 'month'] }), commitment())],
    ['a commitment', lines(line(), commitment({ amount: 501 }))],
    ['the end of a line', lines(line({ end: '2026-01-01' }), commitment())],
    ['a discount, also one of nothing', lines(line({ discounts: [percentOff(0)] }), commitment())],
    ['the term', created({ lines: [line(), commitment()], term: term('2025-01-01', '2026-01-01', true) })],
    ['the anchor', created({ lines: [line(), commitment()], term: anchored(before.term, '2024-12-31') })],
    ['a line more of the same', lines(line(), commitment(), line({ id: 'again' }))],
    ['an amount for the whole term', lines(line({ per: 'term' }), commitment())],
    ['a discount of the contract', created({ lines: [line(), commitment()], discounts: [percentOffAll(5)] })],
    ['the currency', created({ lines: [line(), commitment()], currency: 'EUR' })],
  ])('is another with %s', (_, event) => {
    expect(hasSameEconomics(before, event)).toBe(false);
    expect(hasSameEconomics(event, before)).toBe(false);
  });

  it('keeps discounts in their order, because each applies to what the one before left', () => {
    const one = lines(line({ discounts: [percentOff(10), amountOff(5)] }));
    const other = lines(line({ discounts: [amountOff(5), percentOff(10)] }));
    expect(hasSameEconomics(one, other)).toBe(false);
  });

  it('includes the discounts of the contract in their order, an amount with its interval', () => {
    const discounted = (...discounts: TermsEvent['discounts']): TermsEvent => created({ discounts });
    const [tenth, five] = [percentOffAll(10), amountOffAll(5)];
    expect(hasSameEconomics(discounted(tenth, five), discounted(percentOffAll('10.0'), five))).toBe(true);
    expect(hasSameEconomics(discounted(tenth, five), discounted(five, tenth))).toBe(false);
    expect(hasSameEconomics(discounted(five), discounted(amountOffAll(5, { per: 'year' })))).toBe(false);
  });

  it('pairs lines of the same price with each other, however they are ordered', () => {
    const [a, b] = [line({ id: 'a', product: 'a' }), line({ id: 'b', product: 'b' })];
    expect(hasSameEconomics(lines(a, b, a), lines(b, a, a))).toBe(true);
    expect(hasSameEconomics(lines(a, b, a), lines(b, a, b))).toBe(false);
  });
});
