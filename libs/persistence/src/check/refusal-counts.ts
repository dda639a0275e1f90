import type { RefusalCount } from '@app/processing';
import type { Querying } from '../database/database.ts';

/** The refused records by code: their number, and the first three; one pass over `refused`. */
const REFUSALS_BY_CODE = `
SELECT code, count(*)::int AS count,
  (array_agg(json_build_object('file', origin, 'line', position, 'message', message) ORDER BY refused_id))[1:3] AS first
FROM refused GROUP BY code ORDER BY min(refused_id)`;

export const refusalCounts = (store: Querying): Promise<readonly RefusalCount[]> =>
  store.query<RefusalCount>(REFUSALS_BY_CODE);
