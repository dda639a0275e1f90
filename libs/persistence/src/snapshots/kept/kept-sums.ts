import type { Policy } from '@app/domain';
import type { PeriodSums } from '@app/processing';
import type { Transaction } from '../../database/database.ts';
import type { PeriodAt } from '../comparison/comparison.ts';
import { readComparison, sumsByKey } from '../comparison/period-sums.ts';
import { keepUp } from './keep-up.ts';
import { COUNT_TOUCH } from './kept-comparison.sql.ts';
import { readQuantiles } from './kept-quantiles.ts';
import { keptTables } from './kept-tables.ts';

/** Brings the kept comparison of a period up to date and sums the period up from it. `touched` customers changed. */
export const keptSums = async (
  transaction: Transaction,
  policy: Policy,
  at: PeriodAt,
  touched: number,
): Promise<PeriodSums> => {
  const kept = keptTables(at.period);
  await keepUp(transaction, policy, at, kept);
  await transaction.query(COUNT_TOUCH, [at.period.grain, at.period.label, touched]);
  const sums = await sumsByKey(transaction, kept);
  const ranks = await readQuantiles(transaction, kept, sums);
  return readComparison(transaction, kept, { policy, days: at.days, read: { sums, ranks } });
};
