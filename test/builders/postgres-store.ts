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

/** A store of its own in a real Postgres, with the use cases around it as a program composes them. */
export type OpenStore = Readonly<{
  url: string;
  database: Database;
  books: PostgresBooks;
  outbox: PostgresOutbox;
  policy: Policy;
  policyId: string;
  apply: (batch: IncomingBatch) => Promise<AppliedBatch>;
  /** Folds all that is stale, as of a day. */
  fold: (today?: CivilDate, limit?: number) => Promise<number>;
  take: (asOf: CivilDate, at?: Date) => Promise<TakeOutcome | null>;
  rates: (rates: readonly FxRate[]) => Promise<void>;
  /** The same database, with nothing in it, opened anew, under another policy where one is given: sooner had than another. */
  emptied: (policy?: Policy) => Promise<OpenStore>;
  /** The same store, from a program of its own that connects by another user. */
  joinedAs: (url: string) => Promise<OpenStore & Readonly<{ leave: () => Promise<void> }>>;
  close: () => Promise<void>;
}>;

export const TODAY = day('2025-01-01');
/** Where contracts and snapshots are published. */
export const TOPICS = { contracts: 'acv.contracts.v1', snapshots: 'acv.snapshots.v1' };

export const connect = (url: string, poolSize = 4): Promise<Database> =>
  Database.connect({ ...DATABASE_DEFAULTS, url, poolSize });

type Topics = Readonly<{ contracts: string | null; snapshots: string | null }>;

/** As a snapshotter does, takes keep what they worked out of open periods for the next ones. */
type Terms = Readonly<{ policy: Policy; topics: Topics; kept: KeptComparisons }>;

/** Opens the store in a migrated database, and composes what works on it. */
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

/** Takes everything away, the ledger too, which no one but a superuser with its guard off can do. */
const empty = (database: Database): Promise<void> =>
  database.transaction('READ COMMITTED', async ({ query }) => {
    await query('SET LOCAL session_replication_role = replica');
    const tables = await query<{ name: string }>(`
      SELECT quote_ident(tablename) AS name FROM pg_tables
      WHERE schemaname = current_schema() AND tablename <> 'schema_migration'`);
    for (const { name } of tables) await query(`DELETE FROM ${name}`);
  });

/** A store in a database of its own. */
export const openFresh = async (
  service: PostgresService,
  policy: Policy = DEFAULT_POLICY,
  /** From how many customers on takes keep comparisons; left out: as the product does. */
  keepsFrom?: number,
): Promise<OpenStore> => {
  const fresh = await freshDatabase(service);
  const database = await connect(fresh.url);
  return openIn(fresh, database, { policy, topics: TOPICS, kept: new KeptComparisons(database, keepsFrom) });
};
