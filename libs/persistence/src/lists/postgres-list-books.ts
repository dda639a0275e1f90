import type { CivilDate, FxRate } from '@app/domain';
import { type ContractToList, ListBooks, ListReading, type TakenDays } from '@app/processing';
import type { Database, Transaction } from '../database/database.ts';
import { storedRates } from '../rates/stored-rates.ts';
import { readUnderPolicy } from '../reading/read-under-policy.ts';
import { rowsByCustomer } from '../reading/rows-by-customer.ts';
import { takenDays } from '../reading/taken-days.ts';
import { contractFrom, type ContractRow } from './contract-row.ts';
import { CONTRACTS_OF_CUSTOMER, CONTRACTS_OF_CUSTOMERS } from './contracts-by-customer.sql.ts';

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
