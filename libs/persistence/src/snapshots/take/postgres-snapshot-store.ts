import { type CivilDate, isOpen, type Period } from '@app/domain';
import { type PolicyAtHand, SnapshotStore, type TakeTransaction } from '@app/processing';
import type { Database, Transaction } from '../../database/database.ts';
import { closeGate, GateClosedError } from '../../database/locks.ts';
import { guardPolicy } from '../../database/guard-policy.ts';
import { periodSums } from '../comparison/period-sums.ts';
import type { KeptComparisons } from '../kept/kept-comparisons.ts';
import { SumsBeside } from '../beside/sums-beside.ts';
import { PostgresTake, type SumUp } from './postgres-take.ts';

/**
 * A take can work for a minute on the rows that it read before it sends the next statement, for example if a million
 * contracts were booked in one month. It holds no lock that a batch or a fold waits for, so a frozen take may keep its
 * connection longer than they may.
 */
const MAY_THINK = `SET LOCAL idle_in_transaction_session_timeout = '10min'`;

export type SnapshotStoreOptions = PolicyAtHand &
  Readonly<{
    /** Keeps the comparisons of open periods from take to take. Absent in a program that takes once. */
    kept?: KeptComparisons;
  }>;

export class PostgresSnapshotStore extends SnapshotStore {
  constructor(
    private readonly database: Database,
    private readonly options: SnapshotStoreOptions,
  ) {
    super();
  }

  async take<T>(asOf: CivilDate, takenAt: Date, work: (transaction: TakeTransaction) => Promise<T>): Promise<T | null> {
    const { kept = null, ...at } = this.options;
    const sums = new SumsBeside(this.database, 'shared');
    const takeIn = async (transaction: Transaction): Promise<T> => {
      await closeGate(transaction);
      await transaction.query(MAY_THINK);
      await guardPolicy(transaction, at.policyId);
      await kept?.begin(transaction, at.policy, asOf);
      const isKept = (period: Period): boolean => kept !== null && isOpen(period, asOf, at.policy.closeAfterDays);
      const sumUp: SumUp = (within, policy, period) =>
        kept !== null && isKept(period.period) ? kept.sums(within, at, period) : periodSums(within, policy, period);
      const take = new PostgresTake(transaction, { policy: at.policy, asOf, takenAt }, sumUp, {
        sums,
        // A comparison that is kept has to be brought up to date by the connection that keeps it.
        isShared: (period) => !isKept(period),
        // The first active days are all that a take writes and a comparison reads.
        written: ['customer'],
      });
      try {
        return await work(take);
      } finally {
        await sums.end();
      }
    };
    try {
      return await (kept === null
        ? this.database.transaction('REPEATABLE READ', takeIn)
        : kept.transaction('REPEATABLE READ', at.policy, takeIn));
    } catch (error) {
      if (error instanceof GateClosedError) return null;
      throw error;
    }
  }
}
