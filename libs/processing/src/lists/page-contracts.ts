import { type CivilDate, type Policy, type Rates, ratesOn } from '@app/domain';
import { knownDay, knownDays } from '../reports/known-days.ts';
import { type ListedContract, listedContracts } from './list-contracts.ts';
import type { ContractsFiltered, PageBooks, PageReading } from './page-books.ts';
import type { Page, PageAsked } from './page.ts';

export type ContractPageAsked = Omit<ContractsFiltered, 'day' | 'rates'> & Readonly<{ on: CivilDate | null }>;

/** The day that is asked for, or the last one taken, with its rates. Throws `OutOfRangeError` for a day that is not known. */
export const dayToList = async (
  reading: Pick<PageReading, 'days' | 'rates'>,
  on: CivilDate | null,
  policy: Policy,
): Promise<Readonly<{ day: CivilDate; rates: Rates }>> => {
  const known = knownDays(await reading.days(), 'on');
  const day = knownDay(on ?? known.asOf, known, 'on');
  return { day, rates: ratesOn(await reading.rates(), day, policy) };
};

/** The contracts that are active on a day, a page at a time. Each row is that of `ListContracts`. */
export class PageContracts {
  constructor(
    private readonly books: PageBooks,
    private readonly policy: Policy,
  ) {}

  /** Throws `OutOfRangeError` for a day that is not known. */
  async page({ on, ...asked }: ContractPageAsked, page: PageAsked): Promise<Page<ListedContract>> {
    return this.books.read(async (reading) => {
      const { day, rates } = await dayToList(reading, on, this.policy);
      const { rows, next } = await reading.contracts({ ...asked, day, rates }, page);
      // Whether a contract is replaced depends on all contracts of its customer.
      const customers = await reading.contractsOf(day, [...new Set(rows.map(({ customerId }) => customerId))]);
      const listed = new Map(
        [...customers.values()]
          .flatMap((contracts) => listedContracts(contracts, day, rates))
          .map((contract) => [contract.contractId, contract]),
      );
      return { rows: rows.flatMap(({ contractId }) => listed.get(contractId) ?? []), next };
    });
  }
}
