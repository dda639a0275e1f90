import type { CivilDate, Policy } from '@app/domain';
import type { StoredPolicy } from '../store/books.ts';
import type { FoldTransaction } from '../fold/contract-store.ts';
import type { SnapshotRevision, TakeTransaction } from '../snapshots/snapshot-store.ts';

/** The one transaction of a restatement. Nothing else works in the store meanwhile. */
export abstract class RestateTransaction {
  abstract storedPolicy(): Promise<StoredPolicy>;
  /** The last day taken; null if no snapshot was ever taken. */
  abstract asOf(): Promise<CivilDate | null>;
  abstract setPolicy(policyId: string, policy: unknown): Promise<void>;
  abstract contractCount(): Promise<number>;
  /** All contracts, some at a time, in the order of their ids. */
  abstract contracts(atOnce: number): AsyncIterable<FoldTransaction>;
  /** The take under the new policy. */
  abstract take(policy: Policy, asOf: CivilDate, takenAt: Date): TakeTransaction;
  /** Every current revision that is not withdrawn, some at a time. */
  abstract currentSnapshots(): AsyncIterable<readonly SnapshotRevision[]>;
}

export abstract class RestatementStore {
  /** Runs `work` while nothing else uses the store. Commits its changes if it returns `keep`, else rolls them back. */
  abstract restate<T>(
    work: (transaction: RestateTransaction) => Promise<Readonly<{ keep: boolean; result: T }>>,
  ): Promise<T>;
}
