import { hostname } from 'node:os';
import { DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import type { PoolClient } from 'pg';
import { makeAnalystViews, needsNoAnalystViews } from './make-analyst-views.ts';
import { MIGRATIONS } from '../migrations/migrations.ts';
import { codeOf, LOCK_NOT_AVAILABLE } from './error-code.ts';
import { createRoles, grantPrivileges, missingPrivileges } from './grant-privileges.ts';
import { missingMigrations, NewerSchemaError } from './missing-migrations.ts';
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
  /** Whether its transactions are read-only unless they say otherwise. Default: they are not. */
  isReadOnly?: boolean;
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

/** Runs each statement in a transaction of its own, for callers that take `query` out of it. */
export const querying = (database: Querying): Querying => ({
  query: (sql, parameters) => database.query(sql, parameters),
});

export type Isolation = 'READ COMMITTED' | 'REPEATABLE READ';

/** Creates the table of applied migrations as TypeORM does, because it is locked before TypeORM looks for it. */
const OPEN_MIGRATIONS = `
DO $$ BEGIN
  IF to_regclass('schema_migration') IS NULL THEN
    CREATE TABLE schema_migration (id serial PRIMARY KEY, timestamp bigint NOT NULL, name varchar NOT NULL);
  END IF;
EXCEPTION WHEN duplicate_table OR duplicate_object OR unique_violation THEN NULL;
END $$`;

/** Conflicts with itself, and neither with readers nor with the rows that migrations insert. */
const LOCK_MIGRATIONS = 'LOCK TABLE schema_migration IN SHARE UPDATE EXCLUSIVE MODE';

/**
 * A migration that waits for the open transaction of a reader makes all later work wait behind it. So it gives up soon.
 */
const WAIT_BRIEFLY = `SET LOCAL lock_timeout = '5s'`;

/** Somebody keeps a table of the store locked. The cause has the SQLSTATE by which it is tried again. */
class MigrationBlockedError extends Error {
  override readonly name = 'MigrationBlockedError';

  constructor(cause: Error) {
    super(
      'the schema was not migrated, and nothing was changed: for 5 s another session kept a table locked, ' +
        'perhaps by a long query of a reader; end it, or try again later',
      { cause },
    );
  }
}

/** A statement does not fit the schema: a table, column or function is missing or has another shape. */
const isMisfit = (error: unknown): boolean => String(Reflect.get(Object(error), 'code')).startsWith('42');

/** The first probe of a connection in silence. Linux alone would wait two hours, and firewalls forget it long before. */
const KEEP_ALIVE_AFTER_MS = 10_000;

/** The name of our sessions in the server. It tells the processes of a fleet apart. */
const PROGRAM = `acv-stream ${hostname()}:${process.pid}`;

/** The connections to one store. */
export class Database {
  /** Databases of one connection each, which wait for nobody else. */
  readonly #apart = new Map<'aside' | 'pass', Promise<Database>>();

  private constructor(
    private readonly source: DataSource,
    private readonly config: DatabaseConfig,
  ) {}

  static async connect(config: DatabaseConfig): Promise<Database> {
    const { url, options } = sessionOptions(config.url);
    const source = new DataSource({
      type: 'postgres',
      url,
      poolSize: config.poolSize,
      migrations: [...MIGRATIONS],
      migrationsTableName: 'schema_migration',
      extra: {
        Client: StoreClient,
        idle_in_transaction_session_timeout: config.idleInTransactionMs,
        statement_timeout: config.statementTimeoutMs,
        application_name: PROGRAM,
        keepAlive: true,
        keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
        options: config.isReadOnly === true ? `${options} -c default_transaction_read_only=on` : options,
      },
    });
    await source.initialize();
    return new Database(source, config);
  }

  /**
   * Brings the schema up to date, the roles and their privileges, and the views for analysts. If several programs start at once, one migrates;
   * the others wait and find it done. Returns the number of privileges that were missing.
   */
  async migrate(): Promise<number> {
    await createRoles(this);
    const isUpToDate =
      (await missingMigrations(this)).length === 0 &&
      (await missingPrivileges(this)).length === 0 &&
      (await needsNoAnalystViews(this));
    if (isUpToDate) return 0;
    await this.query(OPEN_MIGRATIONS);
    const runner = this.source.createQueryRunner();
    try {
      return await inTransaction(runner, 'READ COMMITTED', async (transaction) => {
        await transaction.query(LOCK_MIGRATIONS);
        await transaction.query(WAIT_BRIEFLY);
        await new MigrationExecutor(this.source, runner).executePendingMigrations();
        const granted = await grantPrivileges(transaction);
        await makeAnalystViews(transaction);
        return granted;
      });
    } catch (error) {
      const isBlocked = error instanceof Error && codeOf(error) === LOCK_NOT_AVAILABLE;
      throw isBlocked ? new MigrationBlockedError(error) : error;
    } finally {
      await runner.release();
    }
  }

  /** Commits once `work` is done, and rolls back if it throws. */
  async transaction<T>(isolation: Isolation, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      return await inTransaction(runner, isolation, work);
    } catch (error) {
      if (isMisfit(error)) await this.#assertSchema();
      throw error;
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

  /** Runs a statement on a connection apart, which answers also while all others wait. */
  async queryAside<R extends Row>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> {
    return (await this.#connectedApart('aside')).query<R>(sql, parameters);
  }

  /**
   * A transaction that passes over the whole book. One at a time works, on a connection apart, so that all others find
   * connections, and a processor that is not busy with many passes.
   */
  async pass<T>(isolation: Isolation, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return (await this.#connectedApart('pass')).transaction(isolation, work);
  }

  #connectedApart(purpose: 'aside' | 'pass'): Promise<Database> {
    const connected =
      this.#apart.get(purpose) ??
      Database.connect({ ...this.config, poolSize: 1 }).catch((error: unknown) => {
        this.#apart.delete(purpose);
        throw error;
      });
    this.#apart.set(purpose, connected);
    return connected;
  }

  /** Throws `NewerSchemaError` if a newer program has migrated the store since this one started. */
  async #assertSchema(): Promise<void> {
    await missingMigrations(this).catch((error: unknown) => {
      if (error instanceof NewerSchemaError) throw error;
    });
  }

  async close(): Promise<void> {
    await this.source.destroy();
    for (const apart of this.#apart.values()) await (await apart.catch(() => null))?.close();
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
    const result = await work({ query: queryingIn(runner), client });
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

const queryingIn =
  (runner: QueryRunner): Transaction['query'] =>
  async <R extends Row>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> =>
    // The runner's rows are untyped. The caller of each statement states their type.
    (await runner.query(sql, [...parameters], true)).records as R[];
