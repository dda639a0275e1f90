import { type CivilDate, Decimal, type FxRate, type Rates, ZERO } from '@app/domain';
import {
  type ContractsFiltered,
  type ContractToList,
  type CustomerPageOrder,
  type CustomersPage,
  type KnownCustomer,
  type Page,
  type PageAsked,
  PageBooks,
  pageOf,
  PageReading,
  type TakenDays,
} from '@app/processing';
import { nullableDate } from '../contracts/stored-dates.ts';
import type { Database, Transaction } from '../database/database.ts';
import { storedRates } from '../rates/stored-rates.ts';
import { readUnderPolicy } from '../reading/read-under-policy.ts';
import { takenDays } from '../reading/taken-days.ts';
import { rateColumns } from '../snapshots/ranked/keep-ranking.ts';
import { rankedOn } from '../snapshots/ranked/ranking-on.ts';
import { contractsPage, FEW_FOUND } from './contract-pages.ts';
import { contractFrom, type ContractRow } from './contract-row.ts';
import { CONTRACTS_OF_THESE } from './contracts-by-customer.sql.ts';
import { BOOK_ARR, customersPage, RANKED_BOOK_ARR } from './customers-page.sql.ts';
import { relatedCustomer } from './related-customer.ts';

type CustomerRow = Readonly<{ customer_id: string; arr: string | null; first_active: string | null; book_arr: string }>;

class PostgresPageReading extends PageReading {
  constructor(
    private readonly transaction: Transaction,
    private readonly few: number,
  ) {
    super();
  }

  async days(): Promise<TakenDays> {
    return takenDays(this.transaction);
  }

  async rates(): Promise<readonly FxRate[]> {
    return storedRates(this.transaction);
  }

  async contracts(asked: ContractsFiltered, page: PageAsked): Promise<Page<ContractToList>> {
    return contractsPage(this.transaction, asked, { ...page, few: this.few });
  }

  async contractsOf(
    day: CivilDate,
    customers: readonly string[],
  ): Promise<ReadonlyMap<string, readonly ContractToList[]>> {
    const rows = await this.transaction.query<ContractRow>(CONTRACTS_OF_THESE, [day, customers]);
    return Map.groupBy(rows.map(contractFrom), ({ customerId }) => customerId);
  }

  async customers(
    { day, rates, order }: Readonly<{ day: CivilDate; rates: Rates; order: CustomerPageOrder }>,
    { after, limit }: PageAsked,
  ): Promise<CustomersPage> {
    const [first = null, second = null] = after ?? [];
    const [arr, customerId] = order === 'arr' ? [first, second] : [null, first];
    const place = customerId === null ? 'first' : arr === null || arr === '' ? 'without_rate' : 'rated';
    const { customers: isRanked } = await rankedOn(this.transaction, day, rates);
    const sql = customersPage(isRanked ? 'ranking' : 'book', order, place);
    const asked = [day, ...rateColumns(rates), place === 'rated' ? arr : null, customerId, limit + 1];
    const rows = await this.transaction.query<CustomerRow>(sql, asked);
    const keyOf = ({ customer_id, arr }: CustomerRow) => (order === 'arr' ? [arr ?? '', customer_id] : [customer_id]);
    const { rows: page, next } = pageOf(rows, limit, keyOf);
    return {
      rows: page.map(({ customer_id, arr, first_active }) => ({
        customerId: customer_id,
        arr: arr === null ? null : new Decimal(arr),
        firstActiveDay: nullableDate(first_active),
      })),
      next,
      bookArr: rows[0] === undefined ? ZERO : new Decimal(rows[0].book_arr),
    };
  }

  async bookArr({ day, rates }: Readonly<{ day: CivilDate; rates: Rates }>): Promise<Decimal> {
    const { customers: isRanked } = await rankedOn(this.transaction, day, rates);
    const sql = isRanked ? RANKED_BOOK_ARR : BOOK_ARR;
    const [row] = await this.transaction.query<{ arr: string }>(sql, [day, ...rateColumns(rates)]);
    return row === undefined ? ZERO : new Decimal(row.arr);
  }

  async customer(customerId: string): Promise<KnownCustomer | null> {
    return relatedCustomer(this.transaction, customerId);
  }
}

/** Reads pages of contracts and customers, each in one state of the store, and writes nothing. */
export class PostgresPageBooks extends PageBooks {
  constructor(
    private readonly database: Database,
    private readonly options: Readonly<{
      policyId: string;
      /** As many contracts as a search may find to be looked up one by one. Default 10,000. */
      few?: number;
    }>,
  ) {
    super();
  }

  async read<T>(work: (reading: PageReading) => Promise<T>): Promise<T> {
    return readUnderPolicy(this.database, this.options.policyId, (transaction) =>
      work(new PostgresPageReading(transaction, this.options.few ?? FEW_FOUND)),
    );
  }
}
