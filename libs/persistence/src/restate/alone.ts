import type { Database, Transaction } from '../database/database.ts';
import { holdStore } from '../database/locks.ts';

/** Rolls back what only had to be shown. */
class NotKept extends Error {}

/**
 * Runs `work` in one transaction that locks out all other work in the store from its first statement on. Commits its
 * changes if it returns `keep`, else rolls them back.
 */
export const alone = async <T>(
  database: Database,
  work: (transaction: Transaction) => Promise<Readonly<{ keep: boolean; result: T }>>,
): Promise<T> => {
  const shown: { result?: T } = {};
  try {
    return await database.transaction('READ COMMITTED', async (transaction) => {
      await holdStore(transaction);
      const { keep, result } = await work(transaction);
      shown.result = result;
      if (!keep) throw new NotKept();
      return result;
    });
  } catch (error) {
    if (error instanceof NotKept && shown.result !== undefined) return shown.result;
    throw error;
  }
};
