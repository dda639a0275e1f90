import type { CivilDate } from '@app/domain';
import type { ContractStore } from '../fold/contract-store.ts';
import type { IngestStore } from '../ingest/ingest-store.ts';
import type { SnapshotStore } from '../snapshots/snapshot-store.ts';
import type { Books, PolicyAtHand } from '../store/books.ts';

/** Where each step of a replay writes. Nothing of a replay is published. */
export type ReplayStores = Readonly<{ ingest: IngestStore; contracts: ContractStore; snapshots: SnapshotStore }>;

/** The store that a replay fills. */
export abstract class ReplayStore {
  abstract readonly books: Books;
  /** The last day of which snapshots were taken; null before the first. */
  abstract lastTakenDay(): Promise<CivilDate | null>;
  /** The stores of the steps, under the policy that the books were opened with. */
  abstract under(at: PolicyAtHand): ReplayStores;
}
