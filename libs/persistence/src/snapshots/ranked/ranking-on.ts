import type { CivilDate, Rates } from '@app/domain';
import type { Querying } from '../../database/database.ts';
import { sql } from '../sql/sql.ts';
import { ratesText } from './keep-ranking.ts';

/** With more changes than this that no take has read, one pass over the book is as quick as a look at each of them. */
const MOST_UNTAKEN = 50_000;

const RANKING = sql`
-- What is ranked, whether the last take ranked it, and how many changes have come since, $1 and one more at most. By the
-- primary keys and change_untaken.
SELECT
  day::text,
  rates,
  take_id = (SELECT max(take_id) FROM take) AS is_current,
  (
    SELECT count(*)::int
    FROM (SELECT FROM change WHERE take_id IS NULL LIMIT $1::int + 1) AS waiting
  ) AS untaken
FROM ranking`;

/** What is ranked as of a day: contracts, and customers too if they are ranked by the same rates. */
export type RankedOn = Readonly<{ contracts: boolean; customers: boolean }>;

/** Whether the ranked contracts and customers, with the changes that no take has read, are those of the day. */
export const rankedOn = async ({ query }: Querying, day: CivilDate, rates: Rates): Promise<RankedOn> => {
  const [row] = await query<{ day: string; rates: string; is_current: boolean; untaken: number }>(RANKING, [
    MOST_UNTAKEN,
  ]);
  const contracts = row !== undefined && row.is_current && row.day === day && row.untaken <= MOST_UNTAKEN;
  return { contracts, customers: contracts && row.rates === ratesText(rates) };
};
