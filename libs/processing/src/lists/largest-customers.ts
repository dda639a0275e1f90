import { type CivilDate, Decimal, ratio } from '@app/domain';
import type { ListCustomers, ListedCustomer } from './list-customers.ts';

/** A customer with its share of the ARR of all, and the share of it and all larger ones. */
export type RankedCustomer = ListedCustomer &
  Readonly<{ arr: Decimal; rank: number; share: Decimal; cumulativeShare: Decimal }>;

export type LargestCustomers = Readonly<{
  day: CivilDate;
  arr: Decimal;
  /** The largest first. */
  rows: readonly RankedCustomer[];
  /** Currencies without a rate, whose contracts are in no ARR and in no share. */
  missingFx: readonly string[];
}>;

const isActive = (customer: ListedCustomer): customer is ListedCustomer & Readonly<{ arr: Decimal }> =>
  customer.arr !== null && customer.arr.gt(0);

/** The active customers of a day by their ARR. Throws `OutOfRangeError` for a day that is not known. */
export const largestCustomers = async (
  list: Pick<ListCustomers, 'on'>,
  on: CivilDate | null,
): Promise<LargestCustomers> => {
  const { day, rows } = await list.on(on, 'arr');
  const active = rows.filter(isActive);
  const arr = active.reduce((sum, customer) => sum.plus(customer.arr), new Decimal(0));
  let sum = new Decimal(0);
  const ranked = active.map((customer, i): RankedCustomer => {
    sum = sum.plus(customer.arr);
    const [share, cumulativeShare] = [ratio(customer.arr, arr), ratio(sum, arr)];
    if (share === null || cumulativeShare === null) throw new Error('active customers without ARR');
    return { ...customer, rank: i + 1, share, cumulativeShare };
  });
  return { day, arr, rows: ranked, missingFx: [...new Set(rows.flatMap(({ missingFx }) => missingFx))].toSorted() };
};
