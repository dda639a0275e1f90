import type { Database, Transaction } from '../database/database.ts';
import { checkPolicy } from '../database/guard-policy.ts';

/** Work that reads one state of the store. */
type Reading<T> = (transaction: Transaction) => Promise<T>;

/**
 * Reads one state of the store and compares days of it, which passes over the whole book. The transaction may create temporary tables, also where the
 * session is read-only. Throws as `checkPolicy` does if the store is under another policy or calculation.
 */
export const compareUnderPolicy = <T>(database: Database, policyId: string, work: Reading<T>): Promise<T> =>
  database.pass('REPEATABLE READ', async (transaction) => {
    await transaction.query('SET TRANSACTION READ WRITE');
    await checkPolicy(transaction, policyId);
    return work(transaction);
  });

const readOnly =
  <T>(policyId: string, work: Reading<T>): Reading<T> =>
  async (transaction) => {
    await transaction.query('SET TRANSACTION READ ONLY');
    await checkPolicy(transaction, policyId);
    return work(transaction);
  };

/** Reads one state of the store in a transaction that can write nothing. Throws as `checkPolicy` does. */
export const readUnderPolicy = <T>(database: Database, policyId: string, work: Reading<T>): Promise<T> =>
  database.transaction('REPEATABLE READ', readOnly(policyId, work));

/** The same for work that passes over the whole book: one such reading at a time. */
export const passUnderPolicy = <T>(database: Database, policyId: string, work: Reading<T>): Promise<T> =>
  database.pass('REPEATABLE READ', readOnly(policyId, work));
