import { type CivilDate, DEFAULT_POLICY, type FxRate, type Policy } from '@app/domain';
import {
  type AppliedBatch,
  ApplyEvents,
  FoldContracts,
  type IncomingBatch,
  lookAhead,
  openStore,
  type TakeOutcome,
  TakeSnapshots,
} from '@app/processing';
import {
  Database,
  DATABASE_DEFAULTS,
  KeptComparisons,
  PostgresBooks,
  PostgresContractStore,
  PostgresIngestStore,
  PostgresOutbox,
  PostgresSnapshotStore,
} from '@app/persistence';
import { type FreshDatabase, freshDatabase, type PostgresService } from '../services/postgres.ts';
import { day } from './events.ts';

/** A store in a database of its own in a real Postgres, with the use cases around it as a program composes them. */
export type OpenStore = Readonly<{
  url: string;
  database: Database;
  books: PostgresBooks;
  outbox: PostgresOutbox;
  policy: Policy;
  policyId: string;
  apply: (batch: IncomingBatch) => Promise<AppliedBatch>;
  /** Folds every stale contract, as of a day. Returns their number. */
  fold: (today?: CivilDate, limit?: number) => Promise<number>;
  take: (asOf: CivilDate, at?: Date) => Promise<TakeOutcome | null>;
  rates: (rates: readonly FxRate[]) => Promise<void>;
  /**
   * The same database, emptied and opened again, under another policy if one is given. Faster than another database.
   */
  emptied: (policy?: Policy) => Promise<OpenStore>;
  /** The same store, opened by another program that connects as another user. */
  joinedAs: (url: string) => Promise<OpenStore & Readonly<{ leave: () => Promise<void> }>>;
  close: () => Promise<void>;
}>;

export const TODAY = day('2025-01-01');
/** The topics of contracts and snapshots. */
export const TOPICS = { contracts: 'acv.contracts.v1', snapshots: 'acv.snapshots.v1' };

export const connect = (url: string, poolSize = 4): Promise<Database> =>
  Database.connect({ ...DATABASE_DEFAULTS, url, poolSize });

type Topics = Readonly<{ contracts: string | null; snapshots: string | null }>;

/** `kept`: as in a snapshotter, takes keep the comparisons of open periods for later takes. */
type Terms = Readonly<{ policy: Policy; topics: Topics; kept: KeptComparisons }>;

/** Opens the store in a migrated database, and composes the use cases on it. */
const openIn = async ({ url, drop }: FreshDatabase, database: Database, terms: Terms): Promise<OpenStore> => {
  const { policy, topics, kept } = terms;
  const books = new PostgresBooks(database);
  const { policyId } = await openStore(books, policy, TODAY);
  const events = new ApplyEvents(new PostgresIngestStore(database, policyId));
  const contracts = new PostgresContractStore(database, {
    policyId,
    contractsTopic: topics.contracts,
    now: () => new Date(0),
  });
  const snapshots = new TakeSnapshots(new PostgresSnapshotStore(database, { policy, policyId, kept }), {
    policy,
    policyId,
    topic: topics.snapshots,
  });
  const fold: OpenStore['fold'] = async (today = TODAY, limit = 100) => {
    const folder = new FoldContracts(contracts, policy, () => today);
    let count = 0;
    for (let folded = await folder.foldNext(limit); folded > 0; folded = await folder.foldNext(limit)) count += folded;
    return count;
  };
  let before: CivilDate | null = null;
  return {
    url,
    database,
    books,
    outbox: new PostgresOutbox(database),
    policy,
    policyId,
    apply: (batch) => events.apply(batch),
    fold,
    take: async (asOf, at = new Date(0)) => {
      if (before !== null) await books.turnDay(before, asOf);
      before = asOf;
      await lookAhead(books, asOf);
      await fold(asOf);
      return snapshots.take(asOf, at);
    },
    rates: async (rates) => {
      await books.storeRates(rates);
    },
    emptied: async (other = policy) => {
      await empty(database);
      return openIn({ url, drop }, database, { ...terms, policy: other });
    },
    joinedAs: async (joined) => {
      const own = await connect(joined);
      return {
        ...(await openIn({ url: joined, drop }, own, { ...terms, kept: new KeptComparisons(own) })),
        leave: () => own.close(),
      };
    },
    close: async () => {
      await database.close();
      await drop();
    },
  };
};

/** Deletes all rows but those of locks, also of the ledger, which requires a superuser with the triggers switched off. */
const empty = (database: Database): Promise<void> =>
  database.transaction('READ COMMITTED', async ({ query }) => {
    await query('SET LOCAL session_replication_role = replica');
    const tables = await query<{ name: string }>(`
      SELECT quote_ident(tablename) AS name FROM pg_tables
      WHERE schemaname = current_schema() AND tablename NOT IN ('schema_migration', 'shard')`);
    for (const { name } of tables) await query(`DELETE FROM ${name}`);
  });

/** An empty store in a database of its own. A suite usually needs `withStore` or `withEmptyStore` of suite-store.ts. */
export const openFresh = async (
  service: PostgresService,
  policy: Policy = DEFAULT_POLICY,
  /** The number of customers from which on takes keep comparisons. By default that of the product. */
  keepsFrom?: number,
): Promise<OpenStore> => {
  const fresh = await freshDatabase(service);
  const database = await connect(fresh.url);
  return openIn(fresh, database, { policy, topics: TOPICS, kept: new KeptComparisons(database, keepsFrom) });
};
