import type { Querying } from '../database/database.ts';
import { IS_NOT_ASIDE } from './set-aside.sql.ts';

/** Folds that keep pace with a trickle leave fewer. */
const MANY_EVENTS = 2_000;

const DO_MANY_WAIT = `
SELECT count(*) > ${MANY_EVENTS} AS do_many_wait
FROM (SELECT FROM unfolded WHERE ${IS_NOT_ASIDE} LIMIT ${MANY_EVENTS + 1}) AS waiting`;

/**
 * Whether more events wait for a fold than a trickle leaves, without those of contracts that are set aside; reads no more
 * than these of the queue.
 */
export const doManyEventsWait = async (store: Querying): Promise<boolean> => {
  const [row] = await store.query<{ do_many_wait: boolean }>(DO_MANY_WAIT);
  return row?.do_many_wait === true;
};
