import { type Decimal, ZERO } from '../money/decimal.ts';

/**
 * The sum of the contracts' ARR in the reporting currency; a customer is active if it is above 0 (definitions, section
 * 6).
 */
export const customerArr = (contracts: readonly Readonly<{ arr: Decimal }>[]): Decimal =>
  contracts.reduce((sum, { arr }) => sum.plus(arr), ZERO);
