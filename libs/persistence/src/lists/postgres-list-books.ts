import { type CivilDate, Decimal, type FxRate } from '@app/domain';
import { type ContractToList, ListBooks, ListReading, type TakenDays } from '@app/processing';
import { dateFrom, endFrom } from '../contracts/stored-dates.ts';
import type { Database, Transaction } from '../database/database.ts';
import { storedRates } from '../rates/stored-rates.ts';
import { readUnderPolicy } from '../reading/read-under-policy.ts';
import { rowsByCustomer } from '../reading/rows-by-customer.ts';
import { takenDays } from '../reading/taken-days.ts';
import { CONTRACTS_OF_CUSTOMER, CONTRACTS_OF_CUSTOMERS } from './contracts-by-customer.sql.ts';

type ContractRow = Readonly<{
  customer_id: string;
  contract_id: string;
  currency: string;
  arr: string;
  acv: string;
  renews: readonly string[] | null;
  attributes: Readonly<Record<string, string>> | null;
  term_start: string;
  term_end: string;
  auto_renew: boolean;
  anchor: string;
}>;

const contractFrom = (row: ContractRow): ContractToList => ({
  contractId: row.contract_id,
  customerId: row.customer_id,
  currency: row.currency,
  arr: new Decimal(row.arr),
  acv: new Decimal(row.acv),
  renews: row.renews ?? [],
  attributes: row.attributes ?? {},
  term: {
    start: dateFrom(row.term_start),
    end: endFrom(row.term_end),
    autoRenew: row.auto_renew,
    anchor: dateFrom(row.anchor),
  },
});

class PostgresListReading extends ListReading {
  constructor(private readonly transaction: Transaction) {
    super();
  }

  async days(): Promise<TakenDays> {
    return takenDays(this.transaction);
  }

  async rates(): Promise<readonly FxRate[]> {
    return storedRates(this.transaction);
  }

  async *customers(day: CivilDate, customer: string | null): AsyncGenerator<readonly (readonly ContractToList[])[]> {
    const [statement, parameters] =
      customer === null ? [CONTRACTS_OF_CUSTOMERS, [day]] : [CONTRACTS_OF_CUSTOMER, [day, customer]];
    for await (const customers of rowsByCustomer<ContractRow>(this.transaction, statement, parameters)) {
      yield customers.map((rows) => rows.map(contractFrom));
    }
  }
}

/** Reads the contracts of a day customer by customer in one state of the store, and writes nothing. */
export class PostgresListBooks extends ListBooks {
  constructor(
    private readonly database: Database,
    private readonly options: Readonly<{ policyId: string }>,
  ) {
    super();
  }

  async read<T>(work: (reading: ListReading) => Promise<T>): Promise<T> {
    return readUnderPolicy(this.database, this.options.policyId, (transaction) =>
      work(new PostgresListReading(transaction)),
    );
  }
}
