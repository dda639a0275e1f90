import { type CivilDate, Decimal, type FxRate, type OpportunityDays, type Policy, round10, ZERO } from '@app/domain';
import {
  type ClosedDays,
  linesFrom,
  OpportunityBooks,
  OpportunityReading,
  type SignedDaysKnown,
  type StoredLine,
} from '@app/processing';
import { signedDays, type SignedRow } from '../ahead/signed-days.ts';
import type { Database, Transaction } from '../database/database.ts';
import { storedRates } from '../rates/stored-rates.ts';
import { passUnderPolicy } from '../reading/read-under-policy.ts';
import { rowsByCustomer } from '../reading/rows-by-customer.ts';
import { takenDays } from '../reading/taken-days.ts';
import { OPPORTUNITY_SPANS } from './opportunity-spans.sql.ts';

type OpportunityRow = SignedRow & Readonly<{ expected_usage: string; lines: string }>;

const sumOf = (lines: readonly StoredLine[], kind: StoredLine['kind'], field: 'gross' | 'quantity'): Decimal =>
  lines.filter((line) => line.kind === kind).reduce((sum, line) => sum.plus(line[field]), ZERO);

const opportunityDays = (row: OpportunityRow): OpportunityDays => {
  const lines = linesFrom(row.lines);
  return {
    ...signedDays(row),
    expectedUsage: new Decimal(row.expected_usage),
    committedUsage: round10(sumOf(lines, 'usage_commitment', 'gross')),
    quantity: sumOf(lines, 'recurring', 'quantity'),
  };
};

class PostgresOpportunityReading extends OpportunityReading {
  constructor(private readonly transaction: Transaction) {
    super();
  }

  async days(): Promise<SignedDaysKnown> {
    return takenDays(this.transaction);
  }

  async rates(): Promise<readonly FxRate[]> {
    return storedRates(this.transaction);
  }

  async *customers(
    { from, to }: ClosedDays,
    today: CivilDate,
  ): AsyncGenerator<readonly (readonly OpportunityDays[])[]> {
    const parameters = [from, to, today];
    for await (const customers of rowsByCustomer<OpportunityRow>(this.transaction, OPPORTUNITY_SPANS, parameters)) {
      yield customers.map((rows) => rows.map(opportunityDays));
    }
  }
}

/** Reads the customers that may buy more in one state of the store, and writes nothing. */
export class PostgresOpportunityBooks extends OpportunityBooks {
  constructor(
    private readonly database: Database,
    private readonly options: Readonly<{ policy: Policy; policyId: string }>,
  ) {
    super();
  }

  async read<T>(work: (reading: OpportunityReading) => Promise<T>): Promise<T> {
    return passUnderPolicy(this.database, this.options.policyId, (transaction) =>
      work(new PostgresOpportunityReading(transaction)),
    );
  }
}
