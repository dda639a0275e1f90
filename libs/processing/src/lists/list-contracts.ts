import {
  type CivilDate,
  compareCodePoints,
  countedContracts,
  type Decimal,
  isInGrace,
  type Policy,
  type Rates,
  ratesOn,
  reportingAmount,
  type Span,
  type Term,
  termInForce,
} from '@app/domain';
import { knownDay, knownDays } from '../reports/known-days.ts';
import type { ContractToList, ListBooks } from './list-books.ts';

/** Whether a contract counts in the figures, and if not, why: it is replaced, or its currency has no rate. */
export type Counting = 'counts' | 'replaced' | 'no_rate';

/** A contract with its ARR in the reporting currency, which is null if it does not count. */
export type ListedContract = ContractToList &
  Readonly<{
    counting: Counting;
    reportingArr: Decimal | null;
    /** The term in force on the day, `[start, end)`; in days of grace the term before them. No end: it is open. */
    inForce: Span;
  }>;

/** The orders of a list of contracts. Amounts come the largest first, open ends last. */
export const CONTRACT_ORDERS = ['arr', 'contract', 'customer', 'end'] as const;
export type ContractOrder = (typeof CONTRACT_ORDERS)[number];

/** `query` is a part of an id, of the contract or its customer, or of an attribute, in any case. */
export type ContractsAsked = Readonly<{
  on: CivilDate | null;
  customer: string | null;
  query: string | null;
  order: ContractOrder;
}>;

export type ListOnDay<R> = Readonly<{ day: CivilDate; rows: readonly R[] }>;

/** The term in force on a day on which the contract is active; in days of grace the term before them. */
export const inForceOn = (term: Term, day: CivilDate): Span => {
  const { start, end } = isInGrace(term, day) ? term : termInForce(term, day);
  return { start, end };
};

/** All active contracts of a customer on a day, each with its part in the figures (definitions, section 6). */
export const listedContracts = (
  contracts: readonly ContractToList[],
  day: CivilDate,
  rates: Rates,
): readonly ListedContract[] => {
  const counted = new Set(countedContracts(contracts));
  return contracts.map((contract): ListedContract => {
    const listed = { ...contract, inForce: inForceOn(contract.term, day) };
    if (!counted.has(contract)) return { ...listed, counting: 'replaced', reportingArr: null };
    const rate = rates.get(contract.currency);
    if (rate === undefined) return { ...listed, counting: 'no_rate', reportingArr: null };
    return { ...listed, counting: 'counts', reportingArr: reportingAmount(contract.arr, rate) };
  });
};

const contains = ({ contractId, customerId, attributes }: ContractToList, query: string): boolean =>
  [contractId, customerId, ...Object.values(attributes)].some((text) =>
    text.toLowerCase().includes(query.toLowerCase()),
  );

/** The largest first; null, an amount that does not count, last. */
export const byAmount = (a: Decimal | null, b: Decimal | null): number => {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (a.eq(b)) return 0;
  return a.gt(b) ? -1 : 1;
};

const LAST = '~';

const COMPARED: Readonly<Record<ContractOrder, (a: ListedContract, b: ListedContract) => number>> = {
  arr: (a, b) => byAmount(a.reportingArr, b.reportingArr),
  contract: () => 0,
  customer: (a, b) => compareCodePoints(a.customerId, b.customerId),
  end: (a, b) => compareCodePoints(a.inForce.end ?? LAST, b.inForce.end ?? LAST),
};

/** The contracts that are active on a day. */
export class ListContracts {
  constructor(
    private readonly books: ListBooks,
    private readonly policy: Policy,
  ) {}

  /** On the last day taken if no day is asked for. Throws `OutOfRangeError` for a day that is not known. */
  async of({ on, customer, query, order }: ContractsAsked): Promise<ListOnDay<ListedContract>> {
    return this.books.read(async (reading) => {
      const known = knownDays(await reading.days(), 'on');
      const day = knownDay(on ?? known.asOf, known, 'on');
      const rates = ratesOn(await reading.rates(), day, this.policy);
      const rows: ListedContract[] = [];
      for await (const customers of reading.customers(day, customer)) {
        // Whether a contract is replaced depends on all contracts of its customer, so the query comes afterwards.
        for (const contract of customers.flatMap((contracts) => listedContracts(contracts, day, rates))) {
          if (query === null || contains(contract, query)) rows.push(contract);
        }
      }
      const compared = COMPARED[order];
      return { day, rows: rows.sort((a, b) => compared(a, b) || compareCodePoints(a.contractId, b.contractId)) };
    });
  }
}
