import { openFresh } from '../builders/postgres-store.ts';
import { bookFrom } from '../naive/index.ts';
import { bookDifferences } from '../properties/book-differences.ts';
import { startPostgres } from '../services/postgres.ts';

/** The first of the random books that a product with a wrong rule gets wrong, and where; null where it gets all right. */
export const firstWrongBook = async (books: number): Promise<string | null> => {
  const service = await startPostgres();
  const store = await openFresh(service, undefined, 0);
  try {
    for (let seed = 1; seed <= books; seed += 1) {
      const [difference] = await bookDifferences(store, bookFrom(seed));
      if (difference !== undefined) return `book ${seed}: ${difference}`;
    }
    return null;
  } catch (error) {
    return `an error: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    await store.close();
    await service.stop();
  }
};
