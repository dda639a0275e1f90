import type { Querying } from '../database/database.ts';

const FORGET_OTHERS = 'DELETE FROM first_log_end WHERE topic <> ALL($1)';

/**
 * Forgets where the logs of all other topics ended when they were first seen. Without this the store would wait for ever
 * for a topic that is no longer an input.
 */
export const keepTopics = async (database: Querying, topics: readonly string[]): Promise<void> => {
  await database.query(FORGET_OTHERS, [topics]);
};
