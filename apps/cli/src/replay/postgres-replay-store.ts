import type { CivilDate } from '@app/domain';
import {
  type Database,
  lastTakenDay,
  PostgresBooks,
  PostgresContractStore,
  PostgresIngestStore,
  PostgresSnapshotStore,
} from '@app/persistence';
import { type PolicyAtHand, ReplayStore, type ReplayStores } from '@app/processing';

/** A replay into Postgres. Nothing of it goes into the outbox. */
export class PostgresReplayStore extends ReplayStore {
  override readonly books: PostgresBooks;

  constructor(
    private readonly database: Database,
    private readonly now: () => Date,
  ) {
    super();
    this.books = new PostgresBooks(database);
  }

  override lastTakenDay(): Promise<CivilDate | null> {
    return lastTakenDay(this.database);
  }

  override under({ policy, policyId }: PolicyAtHand): ReplayStores {
    return {
      ingest: new PostgresIngestStore(this.database, policyId),
      contracts: new PostgresContractStore(this.database, { policyId, contractsTopic: null, now: this.now }),
      snapshots: new PostgresSnapshotStore(this.database, { policy, policyId }),
    };
  }
}
