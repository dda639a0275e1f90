import type { CivilDate, FxRate, Policy } from '@app/domain';
import {
  type ChurnedCustomer,
  ComparisonBooks,
  type ComparedPeriod,
  ComparisonReading,
  type CustomerMove,
  type PeriodSums,
  type SegmentName,
  type TakenDays,
} from '@app/processing';
import type { Database, Transaction } from '../database/database.ts';
import { largestMoves } from '../explain/largest-moves.ts';
import { storedRates } from '../rates/stored-rates.ts';
import { compareUnderPolicy } from '../reading/read-under-policy.ts';
import { takenDays } from '../reading/taken-days.ts';
import { periodSums } from '../snapshots/comparison/period-sums.ts';
import { churnedCustomers } from './churned-customers.ts';

class PostgresComparisonReading extends ComparisonReading {
  constructor(
    private readonly transaction: Transaction,
    private readonly policy: Policy,
  ) {
    super();
  }

  async days(): Promise<TakenDays> {
    return takenDays(this.transaction);
  }

  async rates(): Promise<readonly FxRate[]> {
    return storedRates(this.transaction);
  }

  async sums(compared: ComparedPeriod): Promise<PeriodSums> {
    return periodSums(this.transaction, this.policy, compared);
  }

  async largestMoves(segment: SegmentName, count: number): Promise<readonly CustomerMove[]> {
    return largestMoves(this.transaction, this.policy, { segment, count });
  }

  churned(to: CivilDate): AsyncIterable<readonly ChurnedCustomer[]> {
    return churnedCustomers(this.transaction, to);
  }
}

/** Compares two days by the statements of a take, in temporary tables that do not outlast the transaction. */
export class PostgresComparisonBooks extends ComparisonBooks {
  constructor(
    private readonly database: Database,
    private readonly options: Readonly<{ policy: Policy; policyId: string }>,
  ) {
    super();
  }

  async read<T>(work: (reading: ComparisonReading) => Promise<T>): Promise<T> {
    return compareUnderPolicy(this.database, this.options.policyId, (transaction) =>
      work(new PostgresComparisonReading(transaction, this.options.policy)),
    );
  }
}
