import type { Database, Transaction } from '../database/database.ts';
import { guardPolicy } from '../database/guard-policy.ts';

/** Work that reads one state of the store. */
type Reading<T> = (transaction: Transaction) => Promise<T>;

/**
 * Reads one state of the store and compares days of it. The transaction may create temporary tables. Throws as
 * `guardPolicy` does if the store is under another policy or calculation.
 */
export const compareUnderPolicy = <T>(database: Database, policyId: string, work: Reading<T>): Promise<T> =>
  database.transaction('REPEATABLE READ', async (transaction) => {
    await guardPolicy(transaction, policyId);
    return work(transaction);
  });

/** Reads one state of the store in a transaction that can write nothing. Throws as `guardPolicy` does. */
export const readUnderPolicy = <T>(database: Database, policyId: string, work: Reading<T>): Promise<T> =>
  compareUnderPolicy(database, policyId, async (transaction) => {
    await transaction.query('SET TRANSACTION READ ONLY');
    return work(transaction);
  });
