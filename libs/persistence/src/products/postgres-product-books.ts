import { type CivilDate, type ContractWithLines, Decimal, type FxRate, type Policy } from '@app/domain';
import { linesFrom, ProductBooks, ProductReading, type TakenDays } from '@app/processing';
import type { Database, Transaction } from '../database/database.ts';
import { byCustomer } from '../reading/rows-by-customer.ts';
import { readBooks } from '../reading/read-under-policy.ts';
import { LINES_ON } from '../ahead/signed-spans.sql.ts';
import { allRates, takenDays } from '../reading/taken-days.ts';

type LinesRow = Readonly<{
  customer_id: string;
  contract_id: string;
  currency: string;
  arr: string;
  renews: readonly string[] | null;
  lines: string;
}>;

const contractWithLines = ({ contract_id, currency, arr, renews, lines }: LinesRow): ContractWithLines => ({
  contractId: contract_id,
  currency,
  arr: new Decimal(arr),
  renews: renews ?? [],
  lines: linesFrom(lines).map(({ product, gross, net }) => ({
    product,
    gross: new Decimal(gross),
    net: new Decimal(net),
  })),
});

class PostgresProductReading extends ProductReading {
  constructor(private readonly transaction: Transaction) {
    super();
  }

  async days(): Promise<TakenDays> {
    return takenDays(this.transaction);
  }

  async rates(): Promise<readonly FxRate[]> {
    return allRates(this.transaction);
  }

  async *customers(day: CivilDate): AsyncGenerator<readonly (readonly ContractWithLines[])[]> {
    for await (const customers of byCustomer<LinesRow>(this.transaction, LINES_ON, [day])) {
      yield customers.map((rows) => rows.map(contractWithLines));
    }
  }
}

/** Reads the lines of a day customer by customer in one state of the books, and writes nothing. */
export class PostgresProductBooks extends ProductBooks {
  constructor(
    private readonly database: Database,
    private readonly options: Readonly<{ policy: Policy; policyId: string }>,
  ) {
    super();
  }

  async read<T>(work: (reading: ProductReading) => Promise<T>): Promise<T> {
    return readBooks(this.database, this.options.policyId, (transaction) =>
      work(new PostgresProductReading(transaction)),
    );
  }
}
