import { type Decimal, ZERO } from '../money/decimal.ts';

/** The sum of its contracts' ARR in the reporting currency. A customer is active on a day on which it is above 0. */
export const customerArr = (contracts: readonly Readonly<{ arr: Decimal }>[]): Decimal =>
  contracts.reduce((sum, { arr }) => sum.plus(arr), ZERO);
