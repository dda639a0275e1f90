import type { CustomerRuns, FxRate, OtherRuns, Policy, SignedDays } from '@app/domain';
import { type ClosedDays, SignedBooks, type SignedDaysKnown, SignedReading } from '@app/processing';
import { dateFrom, endFrom, nullableDate } from '../contracts/stored-dates.ts';
import type { Database, Transaction } from '../database/database.ts';
import { storedRates } from '../rates/stored-rates.ts';
import { passUnderPolicy } from '../reading/read-under-policy.ts';
import { rowsByCustomer } from '../reading/rows-by-customer.ts';
import { takenDays } from '../reading/taken-days.ts';
import { signedDays, type SignedRow } from './signed-days.ts';
import { RENEWING_SPANS, SIGNED_SPANS, SPANS_OF_CHANGED_HANDS } from './signed-spans.sql.ts';

type Renewing = Pick<SignedDays, 'contractId' | 'days'>;
type RenewingRow = Readonly<{ contract_id: string; valid_from: string; valid_to: string; renews: readonly string[] }>;
type CustomerRow = SignedRow & Readonly<{ first_active: string | null }>;

/** The renewing spans of each renewed contract. */
const renewingByContract = (rows: readonly RenewingRow[]): ReadonlyMap<string, readonly Renewing[]> => {
  const renewing = new Map<string, Renewing[]>();
  for (const { contract_id, valid_from, valid_to, renews } of rows) {
    const run = { contractId: contract_id, days: { start: dateFrom(valid_from), end: endFrom(valid_to) } };
    for (const contract of renews) {
      const others = renewing.get(contract);
      if (others === undefined) renewing.set(contract, [run]);
      else others.push(run);
    }
  }
  return renewing;
};

const customerRuns = (rows: readonly CustomerRow[]): CustomerRuns => ({
  firstActiveDay: nullableDate(rows[0]?.first_active ?? null),
  runs: rows.map(signedDays),
});

class PostgresSignedReading extends SignedReading {
  constructor(private readonly transaction: Transaction) {
    super();
  }

  async days(): Promise<SignedDaysKnown> {
    return takenDays(this.transaction);
  }

  async rates(): Promise<readonly FxRate[]> {
    return storedRates(this.transaction);
  }

  async others({ from, to }: ClosedDays): Promise<OtherRuns> {
    const renewing = renewingByContract(await this.transaction.query<RenewingRow>(RENEWING_SPANS, [from, to]));
    const rows = await this.transaction.query<SignedRow>(SPANS_OF_CHANGED_HANDS, [from, to]);
    const passedOn = Map.groupBy(rows.map(signedDays), ({ contractId }) => contractId);
    return {
      renewing: (contractId) => renewing.get(contractId) ?? [],
      passedOn: (contractId) => passedOn.get(contractId) ?? null,
    };
  }

  async *customers({ from, to }: ClosedDays): AsyncGenerator<readonly CustomerRuns[]> {
    for await (const customers of rowsByCustomer<CustomerRow>(this.transaction, SIGNED_SPANS, [from, to])) {
      yield customers.map(customerRuns);
    }
  }
}

/** Reads signed contracts customer by customer in one state of the store, and writes nothing. */
export class PostgresSignedBooks extends SignedBooks {
  constructor(
    private readonly database: Database,
    private readonly options: Readonly<{ policy: Policy; policyId: string }>,
  ) {
    super();
  }

  async read<T>(work: (reading: SignedReading) => Promise<T>): Promise<T> {
    return passUnderPolicy(this.database, this.options.policyId, (transaction) =>
      work(new PostgresSignedReading(transaction)),
    );
  }
}
