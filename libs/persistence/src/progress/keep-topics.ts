import type { Querying } from '../database/database.ts';

/** The records that were left in another topic are left for good. A topic that is read again states its end anew. */
const FORGET_OTHERS = `
WITH forgotten AS (DELETE FROM first_log_end WHERE topic <> ALL($1))
UPDATE progress SET log_end = next_offset WHERE topic <> ALL($1) AND log_end > next_offset`;

/**
 * Forgets where the logs of all other topics ended when they were first seen. Without this the store would wait for ever
 * for a topic that is no longer an input.
 */
export const keepTopics = async (database: Querying, topics: readonly string[]): Promise<void> => {
  await database.query(FORGET_OTHERS, [topics]);
};
