import { type CivilDate, Decimal } from '@app/domain';
import type { ContractToList, ListBooks } from '../lists/list-books.ts';
import { type ContractWorth, type CurrencyWorth, tallyWorth } from './currency-worth.ts';

const worthOf = ({ contractId, customerId, currency, renews, arr, measures }: ContractToList): ContractWorth => ({
  contractId,
  customerId,
  currency,
  renews,
  arr,
  acv: new Decimal(measures.acv),
});

/** What the contracts of a store are worth on a day, by currency, with the largest ones. One pass over the spans. */
export const storedWorth = (books: ListBooks, day: CivilDate): Promise<readonly CurrencyWorth[]> =>
  books.read(async (reading) => {
    const tally = tallyWorth();
    for await (const customers of reading.customers(day, null))
      for (const contracts of customers) tally.add(contracts.map(worthOf));
    return tally.worth();
  });
