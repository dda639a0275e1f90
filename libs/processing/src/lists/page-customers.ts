import { type CivilDate, type Decimal, type Policy, ratio, share, ZERO } from '@app/domain';
import { listedContracts } from './list-contracts.ts';
import { listedCustomer, type ListedCustomer } from './list-customers.ts';
import type { CustomerPageOrder, PageBooks } from './page-books.ts';
import { dayToList } from './page-contracts.ts';
import type { Page, PageAsked } from './page.ts';

/** A customer with its share of the ARR of the whole book, which is null if that is 0. */
export type SharingCustomer = ListedCustomer & Readonly<{ share: string | null; firstActiveDay: CivilDate | null }>;

export const shareOf = (arr: Decimal | null, bookArr: Decimal): string | null => share(ratio(arr ?? ZERO, bookArr));

/** The customers that have an active contract on a day, a page at a time. Each row is that of `ListCustomers`. */
export class PageCustomers {
  constructor(
    private readonly books: PageBooks,
    private readonly policy: Policy,
  ) {}

  /** Throws `OutOfRangeError` for a day that is not known. */
  async page(
    { on, order }: Readonly<{ on: CivilDate | null; order: CustomerPageOrder }>,
    page: PageAsked,
  ): Promise<Page<SharingCustomer>> {
    return this.books.read(async (reading) => {
      const { day, rates } = await dayToList(reading, on, this.policy);
      const { rows, next, bookArr } = await reading.customers({ day, rates, order }, page);
      const contracts = await reading.contractsOf(
        day,
        rows.map(({ customerId }) => customerId),
      );
      return {
        rows: rows.map(({ customerId, firstActiveDay }) => {
          const customer = listedCustomer(customerId, listedContracts(contracts.get(customerId) ?? [], day, rates));
          return { ...customer, share: shareOf(customer.arr, bookArr), firstActiveDay };
        }),
        next,
      };
    });
  }
}
