import { DataSource, type QueryRunner } from 'typeorm';
import type { PoolClient } from 'pg';
import { MIGRATIONS } from '../migrations/migrations.ts';

export type DatabaseConfig = Readonly<{
  url: string;
  poolSize: number;
  /**
   * A client that stops in a transaction loses it after this time. Below Kafka's session timeout, so that a frozen owner
   * of a partition holds no lock when the next one comes.
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

/** One transaction. Statements run one after the other, on one connection. */
export type Transaction = Readonly<{
  query: <R extends Row>(sql: string, parameters?: readonly unknown[]) => Promise<R[]>;
  client: PoolClient;
}>;

export type Isolation = 'READ COMMITTED' | 'REPEATABLE READ';

/** The connections to one store. */
export class Database {
  private constructor(private readonly source: DataSource) {}

  static async connect(config: DatabaseConfig): Promise<Database> {
    const source = new DataSource({
      type: 'postgres',
      url: config.url,
      poolSize: config.poolSize,
      migrations: [...MIGRATIONS],
      migrationsTableName: 'schema_migration',
      migrationsTransactionMode: 'all',
      extra: {
        idle_in_transaction_session_timeout: config.idleInTransactionMs,
        statement_timeout: config.statementTimeoutMs,
        application_name: 'acv-stream',
        keepAlive: true,
        // Compiling a statement took longer here than running it: the planner cannot know how small a batch is.
        options: '-c jit=off',
      },
    });
    await source.initialize();
    return new Database(source);
  }

  /** Brings the schema up to date. Several may start at once: one migrates, the others wait and find it done. */
  async migrate(): Promise<void> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
      await this.source.runMigrations();
    } finally {
      await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
      await runner.release();
    }
  }

  async transaction<T>(isolation: Isolation, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      return await inTransaction(runner, isolation, work);
    } finally {
      await runner.release();
    }
  }

  /** A connection of one's own. It is opened when it is first used. */
  session(): Session {
    return new Session(() => this.source.createQueryRunner());
  }

  /** A statement in a transaction of its own. */
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
  try {
    const client = (await runner.connect()) as PoolClient;
    await runner.startTransaction(isolation);
    const result = await work({ query: querying(runner), client });
    await runner.commitTransaction();
    return result;
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  }
};

/**
 * Memory of the server for temporary tables, taken as they grow; it can only be set before the first of them is touched.
 * With a quarter of it a thousand rows took 0.2 s to be put into their indexes, which did not fit.
 */
const TEMPORARY_MEMORY = `SET temp_buffers = '256MB'`;

/**
 * One connection for one transaction after the other. What stands in its temporary tables outlasts a transaction, and is
 * gone when the connection breaks: the next transaction then finds an empty one.
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

  /** A statement outside of any transaction, as some of them have to be. */
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

/** Any number that no other advisory lock of the store has. */
const MIGRATION_LOCK = 7_201_001;

const querying =
  (runner: QueryRunner): Transaction['query'] =>
  async <R extends Row>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> =>
    // The runner's rows are untyped; each statement's caller states their shape.
    (await runner.query(sql, [...parameters], true)).records as R[];
