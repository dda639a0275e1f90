import type { CivilDate, ComparedDays, Decimal, FxRate, Rates } from '@app/domain';
import type { TakenDays } from '../reports/plan-store.ts';
import type { ContractToList } from './list-books.ts';
import type { Page, PageAsked } from './page.ts';

/**
 * The orders of pages of contracts. ARR comes the largest first, by the rates of the day; contracts without a rate last.
 * By the end of the term in force, open ends are last.
 */
export type ContractPageOrder = 'arr' | 'contract' | 'customer' | 'end';

/** Null does not restrict the contracts. */
export type ContractsFiltered = Readonly<{
  day: CivilDate;
  customer: string | null;
  /** A part of an id, of the contract or its customer, or of the value of an attribute, in any case. */
  query: string | null;
  /** The alternative values of each attribute; `(none)` is a missing one. */
  attributes: ReadonlyMap<string, readonly string[]>;
  rates: Rates;
  order: ContractPageOrder;
}>;

/** A customer's place in a list; its ARR is null if none of its contracts has a rate. */
export type PlacedCustomer = Readonly<{ customerId: string; arr: Decimal | null; firstActiveDay: CivilDate | null }>;

export type CustomerPageOrder = 'arr' | 'customer';

/** Customers on a day, with the ARR of the whole book. */
export type CustomersPage = Page<PlacedCustomer> & Readonly<{ bookArr: Decimal }>;

/** A customer as it is stored, at the end of its chain of merges. */
export type KnownCustomer = Readonly<{
  customerId: string;
  firstActiveDay: CivilDate | null;
  /** All spans of its contracts, and of every customer that can have given contracts to it or received some from it. */
  spans: readonly ComparedDays[];
}>;

/** One consistent state of the store. */
export abstract class PageReading {
  abstract days(): Promise<TakenDays>;
  abstract rates(): Promise<readonly FxRate[]>;
  abstract contracts(asked: ContractsFiltered, page: PageAsked): Promise<Page<ContractToList>>;
  /** The active contracts of these customers on a day, by customer. */
  abstract contractsOf(
    day: CivilDate,
    customers: readonly string[],
  ): Promise<ReadonlyMap<string, readonly ContractToList[]>>;
  abstract customers(
    asked: Readonly<{ day: CivilDate; rates: Rates; order: CustomerPageOrder }>,
    page: PageAsked,
  ): Promise<CustomersPage>;
  /** The ARR of the whole book. */
  abstract bookArr(asked: Readonly<{ day: CivilDate; rates: Rates }>): Promise<Decimal>;
  /** Null if no contract ever was active with it. */
  abstract customer(customerId: string): Promise<KnownCustomer | null>;
}

/** The port of pages of contracts and customers. */
export abstract class PageBooks {
  abstract read<T>(work: (reading: PageReading) => Promise<T>): Promise<T>;
}
