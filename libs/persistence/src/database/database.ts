import { DataSource, type QueryRunner } from 'typeorm';
import type { PoolClient } from 'pg';
import { MIGRATIONS } from '../migrations/migrations.ts';
import { createRoles, grantPrivileges } from './grant-privileges.ts';
import { sessionOptions } from './session-options.ts';
import { StoreClient } from './store-client.ts';

export type DatabaseConfig = Readonly<{
  url: string;
  poolSize: number;
  /**
   * The server ends a transaction whose client has been silent for this time. It is below Kafka's session timeout, so a
   * frozen owner of a partition holds no lock once the next owner starts.
   */
  idleInTransactionMs: number;
  statementTimeoutMs: number;
}>;

export const DATABASE_DEFAULTS: Omit<DatabaseConfig, 'url'> = {
  poolSize: 10,
  idleInTransactionMs: 20_000,
  statementTimeoutMs: 600_000,
};

export type Row = Readonly<Record<string, unknown>>;

/** One transaction. Its statements run one after the other on one connection. */
export type Transaction = Readonly<{
  query: <R extends Row>(sql: string, parameters?: readonly unknown[]) => Promise<R[]>;
  client: PoolClient;
}>;

/** Runs a statement. A `Database` runs it in a transaction of its own, a `Transaction` runs it as a part of itself. */
export type Querying = Pick<Transaction, 'query'>;

export type Isolation = 'READ COMMITTED' | 'REPEATABLE READ';

/** The key of an advisory lock of its own: one number, whereas the locks of locks.ts have two. */
const MIGRATION_LOCK = 7_201_001;

/** The connections to one store. */
export class Database {
  private constructor(private readonly source: DataSource) {}

  static async connect(config: DatabaseConfig): Promise<Database> {
    const { url, options } = sessionOptions(config.url);
    const source = new DataSource({
      type: 'postgres',
      url,
      poolSize: config.poolSize,
      migrations: [...MIGRATIONS],
      migrationsTableName: 'schema_migration',
      migrationsTransactionMode: 'all',
      extra: {
        Client: StoreClient,
        idle_in_transaction_session_timeout: config.idleInTransactionMs,
        statement_timeout: config.statementTimeoutMs,
        application_name: 'acv-stream',
        keepAlive: true,
        options,
      },
    });
    await source.initialize();
    return new Database(source);
  }

  /**
   * Brings the schema up to date, and the roles and their privileges. If several programs start at once, one migrates;
   * the others wait and find it done. Returns the number of privileges that were missing.
   */
  async migrate(): Promise<number> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
      const within = { query: querying(runner) };
      await createRoles(within);
      await this.source.runMigrations();
      return await grantPrivileges(within);
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
      await runner.release();
    }
  }

  /** Commits once `work` is done, and rolls back if it throws. */
  async transaction<T>(isolation: Isolation, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      return await inTransaction(runner, isolation, work);
    } finally {
      await runner.release();
    }
  }

  /** A connection that the caller keeps. It is opened when it is first used. */
  session(): Session {
    return new Session(() => this.source.createQueryRunner());
  }

  /** Runs a statement in a transaction of its own. */
  async query<R extends Row>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> {
    return this.source.query<R[]>(sql, [...parameters]);
  }

  async close(): Promise<void> {
    await this.source.destroy();
  }
}

const inTransaction = async <T>(
  runner: QueryRunner,
  isolation: Isolation,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> => {
  let client: PoolClient | null = null;
  try {
    client = (await runner.connect()) as PoolClient;
    await runner.startTransaction(isolation);
    const result = await work({ query: querying(runner), client });
    await runner.commitTransaction();
    return result;
  } catch (error) {
    // TypeORM only says that the connection is no longer its own, whatever happened to it.
    if (client instanceof StoreClient && client.lost !== null) throw client.lost;
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  }
};

/**
 * Memory of the server for temporary tables, allocated as they grow. It can be set only before a connection touches the
 * first of them. With a quarter of it their indexes did not fit, and inserting a thousand rows took 0.2 s.
 */
const TEMPORARY_MEMORY = `SET temp_buffers = '256MB'`;

/**
 * One connection for one transaction after the other. The rows in its temporary tables outlast a transaction. They are
 * lost when the connection breaks: the next transaction gets a new connection without temporary tables.
 */
export class Session {
  readonly #open: () => QueryRunner;
  #runner: QueryRunner | null = null;

  constructor(open: () => QueryRunner) {
    this.#open = open;
  }

  async transaction<T>(isolation: Isolation, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return inTransaction(await this.#connected(), isolation, work);
  }

  /** Runs a statement outside of any transaction, which VACUUM requires. */
  async run(sql: string): Promise<void> {
    await (await this.#connected()).query(sql);
  }

  async #connected(): Promise<QueryRunner> {
    if (this.#runner !== null && !this.#runner.isReleased) return this.#runner;
    this.#runner = this.#open();
    await this.#runner.query(TEMPORARY_MEMORY).catch(() => undefined);
    return this.#runner;
  }
}

const querying =
  (runner: QueryRunner): Transaction['query'] =>
  async <R extends Row>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> =>
    // The runner's rows are untyped. The caller of each statement states their type.
    (await runner.query(sql, [...parameters], true)).records as R[];
