import { hostname } from 'node:os';
import { DataSource } from 'typeorm';
import type { PoolClient } from 'pg';
import { MIGRATIONS } from '../migrations/migrations.ts';
import { migrateSchema } from './migrate-schema.ts';
import { missingMigrations, NewerSchemaError } from './missing-migrations.ts';
import { inTransaction, Session } from './session.ts';
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

  /** Brings the schema up to date (`migrateSchema`). Returns the number of privileges that were missing. */
  async migrate(): Promise<number> {
    return migrateSchema(this.source, this);
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
