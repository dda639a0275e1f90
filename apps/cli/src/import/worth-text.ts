import { type CivilDate, plain } from '@app/domain';
import type { CurrencyWorth } from '@app/processing';
import { count, readable, shortened } from '../readable.ts';
import { table } from '../table.ts';

/** What contracts are worth on a day, by currency, with the largest ones. `source` is where they are from. */
export const worthText = (worth: readonly CurrencyWorth[], day: CivilDate, source: string): string => {
  if (worth.length === 0) return `No contract has ARR on ${day}.`;
  const sums = worth.map(({ currency, contracts, customers, arr, acv }) => [
    currency,
    count(contracts),
    count(customers),
    readable(plain(arr), 2),
    readable(plain(acv), 2),
  ]);
  const largest = worth.flatMap(({ currency, largest: contracts }) =>
    contracts.map(({ contractId, customerId, arr, acv }) => [
      `${shortened(contractId, 18)} ${shortened(customerId, 18)}`,
      currency,
      readable(plain(arr), 2),
      readable(plain(acv), 2),
    ]),
  );
  return [
    `Active contracts on ${day}, from ${source} alone`,
    table(['currency', 'contracts', 'customers', 'ARR', 'ACV'], sums),
    '',
    table(['the largest contracts', 'currency', 'ARR', 'ACV'], largest),
  ].join('\n');
};
