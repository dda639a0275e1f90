import { type Decimal, plain } from '@app/domain';
import type { ContractInList } from './contract-in-list.ts';
import type { Compared, ListDifference } from './reconciliation.ts';

/** What is compared, and up to which difference two amounts are taken for the same. */
export type Comparing = Readonly<{ compared: readonly Compared[]; tolerance: Decimal }>;

type InBooks = Omit<ContractInList, 'place'>;

type Difference = Omit<ListDifference, 'event'>;

const valueOf: Readonly<Record<Compared, (contract: InBooks) => string | null>> = {
  customer: ({ customerId }) => customerId,
  currency: ({ currency }) => currency,
  arr: ({ arr }) => plain(arr),
  start: ({ inForce }) => inForce.start,
  end: ({ inForce }) => inForce.end,
};

const differs = (what: Compared, books: InBooks, list: ContractInList, tolerance: Decimal): boolean => {
  if (what !== 'arr') return valueOf[what](books) !== valueOf[what](list);
  // Amounts of two currencies say nothing about each other; the currency is the difference.
  return books.currency === list.currency && books.arr.minus(list.arr).abs().gt(tolerance);
};

/** The values in which a contract of the books differs from that of the list. */
export const differencesBetween = (
  books: InBooks,
  list: ContractInList,
  { compared, tolerance }: Comparing,
): readonly Difference[] =>
  compared
    .filter((what) => differs(what, books, list, tolerance))
    .map((what) => ({
      kind: what,
      contractId: books.contractId,
      books: valueOf[what](books),
      list: valueOf[what](list),
      place: list.place,
      inactive: null,
    }));

/** A contract that only the books have, with its ARR. */
export const extraContract = ({ contractId, arr }: InBooks): Difference => ({
  ...{ kind: 'extra', contractId, books: plain(arr), list: null, place: null, inactive: null },
});

/** A contract that only the list has, with its ARR. Why it is not active is found out from its events. */
export const missingContract = ({ contractId, arr, place }: ContractInList): Difference => ({
  ...{ kind: 'missing', contractId, books: null, list: plain(arr), place, inactive: null },
});
