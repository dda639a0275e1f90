import { type CivilDate, compareCodePoints, plain, type Rates } from '@app/domain';
import type { Transaction } from '../../database/database.ts';
import { Script } from '../sql/script.ts';
import { READ_AS_BEFORE, READ_ONE_BY_ONE } from '../sql/touched.sql.ts';
import { RANKING_IS_OF, rankContracts, rankCustomers } from './keep-ranking.sql.ts';

/** The rates of a day as text: if it differs, customers are ranked anew. */
export const ratesText = (rates: Rates): string =>
  [...rates]
    .map(([currency, rate]) => `${currency} ${plain(rate)}`)
    .toSorted(compareCodePoints)
    .join(', ');

/** The currencies with a rate and the rates, as parameters. */
export const rateColumns = (rates: Rates): readonly [readonly string[], readonly string[]] => [
  [...rates.keys()],
  [...rates.values()].map(plain),
];

/**
 * Brings the ranked contracts and customers up to date with the books, in the transaction of a take and before its
 * changes are assigned to it: those that changed if they were ranked by the take before on the same day and by the same
 * rates, else all.
 */
export const keepRanking = async (
  transaction: Transaction,
  { takeId, day, rates }: Readonly<{ takeId: string; day: CivilDate; rates: Rates }>,
): Promise<void> => {
  const text = ratesText(rates);
  const [row] = await transaction.query<{ is_kept: boolean }>(RANKING_IS_OF, [day, text, takeId]);
  const among = row?.is_kept === true ? 'touched' : 'all';
  const script = new Script();
  if (among === 'touched') script.add(READ_ONE_BY_ONE);
  script.add(rankContracts(among), [day]);
  script.add(rankCustomers(among), [day, ...rateColumns(rates), takeId, text]);
  if (among === 'touched') script.add(READ_AS_BEFORE);
  await script.send(transaction);
};
