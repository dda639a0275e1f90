import type { Querying } from '../database/database.ts';

/** Every segment of the dimension that was ever reported; one pass over the snapshots. */
export const reportedSegments = async (store: Querying, dimension: string): Promise<readonly string[]> => {
  const rows = await store.query<{ segment: string }>(
    'SELECT DISTINCT segment FROM snapshot WHERE dimension = $1 ORDER BY segment',
    [dimension],
  );
  return rows.map(({ segment }) => segment);
};
