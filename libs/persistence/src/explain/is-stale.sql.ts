import { shardOf } from '../database/locks.ts';

/** Whether events of a contract wait to be folded; by unfolded_lane. */
export const IS_STALE = `
SELECT EXISTS (SELECT FROM unfolded WHERE lane = ${shardOf('$1')} AND contract_id = $1) AS stale`;
