import { describe, expect, it } from '@jest/globals';
import { Decimal } from '../money/decimal.ts';
import { comparedWith, type CustomerAmounts, customerMovements } from './customer-movements.ts';

type Changes = Partial<Pick<CustomerAmounts, 'wasInSegment' | 'isInSegment' | 'wasActiveBefore'>> &
  Readonly<{ received?: number; gave?: number }>;

const amounts = (
  prior: number,
  nowAtPrior: number,
  { received = 0, gave = 0, ...changes }: Changes = {},
): CustomerAmounts => ({
  prior: new Decimal(prior),
  received: new Decimal(received),
  gave: new Decimal(gave),
  nowAtPrior: new Decimal(nowAtPrior),
  now: new Decimal(nowAtPrior),
  wasInSegment: prior > 0 || received > 0,
  isInSegment: nowAtPrior > 0,
  wasActiveBefore: prior > 0,
  ...changes,
});

describe('The movements of a customer', () => {
  it.each([
    [amounts(0, 5), ['new']],
    [amounts(0, 5, { wasActiveBefore: true }), ['reactivated']],
    [amounts(5, 0), ['churned']],
    [amounts(5, 5), ['unchanged']],
    [amounts(5, 6), ['expansion']],
    [amounts(6, 5), ['contraction']],
    [amounts(5, 6, { isInSegment: false }), ['moved_out']],
    [amounts(5, 5, { wasInSegment: false }), ['moved_in']],
    [amounts(5, 6, { wasInSegment: false }), ['moved_in', 'expansion']],
  ])('%#: %j', (given, expected) => {
    expect(customerMovements(given)).toEqual(expected);
  });
});

describe('A contract that changes hands', () => {
  it.each([
    ['all of it, to one that had nothing', amounts(0, 1320, { received: 1200 }), ['transferred_in', 'expansion']],
    ['all of it, from one that has nothing left', amounts(1200, 0, { gave: 1200 }), ['transferred_out']],
    ['the same amount', amounts(0, 240, { received: 240 }), ['transferred_in']],
    ['a part, from one that keeps the rest', amounts(1200, 900, { gave: 300 }), ['transferred_out']],
    ['a part, from one that drops the rest', amounts(1200, 0, { gave: 300 }), ['transferred_out', 'churned']],
    [
      'all of it, from one that is active by something else',
      amounts(5, 7, { gave: 5 }),
      ['transferred_out', 'reactivated'],
    ],
    ['and is less than before', amounts(100, 120, { received: 50 }), ['transferred_in', 'contraction']],
  ])('%s', (_, given, expected) => {
    expect(customerMovements(given)).toEqual(expected);
  });

  it('moves out with the customer that received it', () => {
    expect(customerMovements(amounts(100, 150, { received: 50, isInSegment: false }))).toEqual([
      'transferred_in',
      'moved_out',
    ]);
  });

  it('counts as if its customer of now had always had it', () => {
    expect(comparedWith(amounts(100, 0, { received: 50, gave: 30 })).toFixed()).toBe('120');
  });
});
