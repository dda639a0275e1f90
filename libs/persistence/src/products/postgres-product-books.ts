import { type CivilDate, type ContractWithLines, Decimal, type FxRate, type Policy } from '@app/domain';
import { linesFrom, ProductBooks, ProductReading, type TakenDays } from '@app/processing';
import type { Database, Transaction } from '../database/database.ts';
import { storedRates } from '../rates/stored-rates.ts';
import { passUnderPolicy } from '../reading/read-under-policy.ts';
import { rowsByCustomer } from '../reading/rows-by-customer.ts';
import { spansOn } from '../runs/spans-of-runs.sql.ts';
import { takenDays } from '../reading/taken-days.ts';

/** The active contracts of every customer on a day, with their lines; one pass over the spans. */
const CONTRACTS_WITH_LINES_ON = `
SELECT span.customer_id, span.contract_id, span.currency, span.arr::text, span.renews, span.lines
FROM ${spansOn('$1::date', ['customer_id', 'contract_id', 'currency', 'arr', 'renews', 'lines'])} AS span
ORDER BY span.customer_id, span.contract_id`;

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
    return storedRates(this.transaction);
  }

  async *customers(day: CivilDate): AsyncGenerator<readonly (readonly ContractWithLines[])[]> {
    for await (const customers of rowsByCustomer<LinesRow>(this.transaction, CONTRACTS_WITH_LINES_ON, [day])) {
      yield customers.map((rows) => rows.map(contractWithLines));
    }
  }
}

/** Reads the lines of a day customer by customer in one state of the store, and writes nothing. */
export class PostgresProductBooks extends ProductBooks {
  constructor(
    private readonly database: Database,
    private readonly options: Readonly<{ policy: Policy; policyId: string }>,
  ) {
    super();
  }

  async read<T>(work: (reading: ProductReading) => Promise<T>): Promise<T> {
    return passUnderPolicy(this.database, this.options.policyId, (transaction) =>
      work(new PostgresProductReading(transaction)),
    );
  }
}
