import type { Database, Transaction } from '../database/database.ts';
import { guardPolicy } from '../database/guard-policy.ts';

/** Runs a report in one state of the books, in a transaction that can write nothing. */
export const readBooks = async <T>(
  database: Database,
  policyId: string,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> =>
  database.transaction('REPEATABLE READ', async (transaction) => {
    await transaction.query('SET TRANSACTION READ ONLY');
    await guardPolicy(transaction, policyId);
    return work(transaction);
  });
