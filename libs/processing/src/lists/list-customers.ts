import { type CivilDate, compareCodePoints, customerArr, type Decimal, type Policy, ratesOn } from '@app/domain';
import { knownDay, knownDays } from '../reports/known-days.ts';
import type { ListBooks } from './list-books.ts';
import { byAmount, type ListedContract, listedContracts, type ListOnDay } from './list-contracts.ts';

/** A customer on a day. Its ARR is in the reporting currency; null if none of its contracts has a rate. */
export type ListedCustomer = Readonly<{
  customerId: string;
  arr: Decimal | null;
  /** The contracts with ARR that count. */
  contracts: number;
  currencies: readonly string[];
  /** Currencies of its contracts that are left out because there is no rate. */
  missingFx: readonly string[];
  /** The earliest end of the terms in force; null if none of them ends. */
  nextEnd: CivilDate | null;
}>;

/** The orders of a list of customers. Amounts come the largest first, open ends last. */
export const CUSTOMER_ORDERS = ['arr', 'customer', 'contracts', 'end'] as const;
export type CustomerOrder = (typeof CUSTOMER_ORDERS)[number];

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].toSorted(compareCodePoints);

const LAST = '~';

const earliest = (ends: readonly (CivilDate | null)[]): CivilDate | null =>
  ends.reduce((first, end) => ((end ?? LAST) < (first ?? LAST) ? end : first), null);

export const listedCustomer = (customerId: string, contracts: readonly ListedContract[]): ListedCustomer => {
  const listed = contracts.filter(({ counting }) => counting !== 'replaced');
  const counted = listed.flatMap(({ reportingArr }) => (reportingArr === null ? [] : [{ arr: reportingArr }]));
  return {
    customerId,
    arr: counted.length === 0 ? null : customerArr(counted),
    contracts: counted.filter(({ arr }) => arr.gt(0)).length,
    currencies: distinct(listed.map(({ currency }) => currency)),
    missingFx: distinct(listed.filter(({ counting }) => counting === 'no_rate').map(({ currency }) => currency)),
    nextEnd: earliest(listed.map(({ inForce }) => inForce.end)),
  };
};

const COMPARED: Readonly<Record<CustomerOrder, (a: ListedCustomer, b: ListedCustomer) => number>> = {
  arr: (a, b) => byAmount(a.arr, b.arr),
  customer: () => 0,
  contracts: (a, b) => b.contracts - a.contracts,
  end: (a, b) => compareCodePoints(a.nextEnd ?? LAST, b.nextEnd ?? LAST),
};

/** The customers that have an active contract on a day. One without ARR is listed with 0, and is not an active customer. */
export class ListCustomers {
  constructor(
    private readonly books: ListBooks,
    private readonly policy: Policy,
  ) {}

  /** On the last day taken if no day is asked for. Throws `OutOfRangeError` for a day that is not known. */
  async on(asked: CivilDate | null, order: CustomerOrder): Promise<ListOnDay<ListedCustomer>> {
    return this.books.read(async (reading) => {
      const known = knownDays(await reading.days(), 'on');
      const day = knownDay(asked ?? known.asOf, known, 'on');
      const rates = ratesOn(await reading.rates(), day, this.policy);
      const rows: ListedCustomer[] = [];
      for await (const customers of reading.customers(day, null)) {
        for (const contracts of customers) {
          const [first] = contracts;
          if (first !== undefined) rows.push(listedCustomer(first.customerId, listedContracts(contracts, day, rates)));
        }
      }
      const compared = COMPARED[order];
      return { day, rows: rows.sort((a, b) => compared(a, b) || compareCodePoints(a.customerId, b.customerId)) };
    });
  }
}
