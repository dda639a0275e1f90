import { describe, expect, it } from '@jest/globals';
import { Decimal } from '../money/decimal.ts';
import { comparedWith, type CustomerAmounts, customerMovements } from './customer-movements.ts';

type Changes = Partial<Pick<CustomerAmounts, 'stood' | 'stands' | 'wasActiveBefore'>> &
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
  stood: prior > 0 || received > 0,
  stands: nowAtPrior > 0,
  wasActiveBefore: prior > 0,
  ...changes,
});

describe('What a customer did to a segment', () => {
  it.each([
    [amounts(0, 5), ['new']],
    [amounts(0, 5, { wasActiveBefore: true }), ['reactivated']],
    [amounts(5, 0), ['churned']],
    [amounts(5, 5), ['unchanged']],
    [amounts(5, 6), ['expansion']],
    [amounts(6, 5), ['contraction']],
    [amounts(5, 6, { stands: false }), ['moved_out']],
    [amounts(5, 5, { stood: false }), ['moved_in']],
    [amounts(5, 6, { stood: false }), ['moved_in', 'expansion']],
  ])('%#: %j', (given, expected) => {
    expect(customerMovements(given)).toEqual(expected);
  });
});

describe('What changes hands', () => {
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

  it('leaves with the segment that it was given in', () => {
    expect(customerMovements(amounts(100, 150, { received: 50, stands: false }))).toEqual([
      'transferred_in',
      'moved_out',
    ]);
  });

  it('counts as if it had always been with who has it now', () => {
    expect(comparedWith(amounts(100, 0, { received: 50, gave: 30 })).toFixed()).toBe('120');
  });
});
