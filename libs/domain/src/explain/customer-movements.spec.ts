import { describe, expect, it } from '@jest/globals';
import { Decimal } from '../money/decimal.ts';
import { type CustomerAmounts, customerMovements } from './customer-movements.ts';

const amounts = (
  prior: number,
  nowAtPrior: number,
  changes: Partial<Pick<CustomerAmounts, 'stood' | 'stands' | 'wasActiveBefore'>> = {},
): CustomerAmounts => ({
  prior: new Decimal(prior),
  nowAtPrior: new Decimal(nowAtPrior),
  now: new Decimal(nowAtPrior),
  stood: prior > 0,
  stands: nowAtPrior > 0,
  wasActiveBefore: prior > 0,
  ...changes,
});

describe('what a customer did to a segment', () => {
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
