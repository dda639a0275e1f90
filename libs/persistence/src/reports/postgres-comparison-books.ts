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
import { guardPolicy } from '../database/store-guard.ts';
import { largestMoves } from '../explain/largest-moves.ts';
import { periodSums } from '../snapshots/comparison/period-sums.ts';
import { churnedIn } from './churned-customers.ts';
import { allRates, takenDays } from './taken-days.ts';

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
    return allRates(this.transaction);
  }

  async sums(compared: ComparedPeriod): Promise<PeriodSums> {
    return periodSums(this.transaction, this.policy, compared);
  }

  async largestMoves(segment: SegmentName, count: number): Promise<readonly CustomerMove[]> {
    return largestMoves(this.transaction, this.policy, { segment, count });
  }

  churned(to: CivilDate): AsyncIterable<readonly ChurnedCustomer[]> {
    return churnedIn(this.transaction, to);
  }
}

/** Compares by the statements that snapshots are taken with, in temporary tables that are gone with the transaction. */
export class PostgresComparisonBooks extends ComparisonBooks {
  constructor(
    private readonly database: Database,
    private readonly options: Readonly<{ policy: Policy; policyId: string }>,
  ) {
    super();
  }

  async read<T>(work: (reading: ComparisonReading) => Promise<T>): Promise<T> {
    return this.database.transaction('REPEATABLE READ', async (transaction) => {
      await guardPolicy(transaction, this.options.policyId);
      return work(new PostgresComparisonReading(transaction, this.options.policy));
    });
  }
}
