import type { PoolClient } from 'pg';
import type { QueryRunner } from 'typeorm';
import type { Isolation, Row, Transaction } from './database.ts';
import { StoreClient } from './store-client.ts';

/** Commits once `work` is done, and rolls back if it throws. The caller releases the runner. */
export const inTransaction = async <T>(
  runner: QueryRunner,
  isolation: Isolation,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> => {
  let client: PoolClient | null = null;
  try {
    client = (await runner.connect()) as PoolClient;
    // READ COMMITTED is what every session begins with (`sessionOptions`): stating it again would be a round trip more.
    await (isolation === 'READ COMMITTED' ? runner.startTransaction() : runner.startTransaction(isolation));
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

/** A statement waits for the one before: whoever works on two things in a transaction need not. */
const queryingIn = (runner: QueryRunner): Transaction['query'] => {
  let before: Promise<unknown> = Promise.resolve();
  return async <R extends Row>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> => {
    const result = before.then(() => runner.query(sql, [...parameters], true));
    before = result.catch(() => undefined);
    // The runner's rows are untyped. The caller of each statement states their type.
    return (await result).records as R[];
  };
};
