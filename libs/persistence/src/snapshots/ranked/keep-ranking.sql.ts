import type { Among } from '../sql/compared-days.sql.ts';
import { spansOn } from '../../runs/spans-of-runs.sql.ts';
import { sql } from '../sql/sql.ts';
import { customerArr, RATED, spanOfEach, UNTAKEN_CONTRACTS, UNTAKEN_CUSTOMERS } from './customer-arr.sql.ts';

export const RANKING_IS_OF = sql`
-- Whether contracts and customers are ranked as of the take before this one, $3, on the day $1 by the rates $2. By the
-- primary keys.
SELECT
  ranking.day = $1::date
    AND ranking.rates = $2
    AND ranking.take_id = (SELECT max(take_id) FROM take WHERE take_id <> $3::bigint) AS is_kept
FROM ranking`;

/**
 * Removes the rows of a ranking that `fresh` lacks. EXCEPT is worked out by hashing or sorting whatever the planner expects;
 * NOT EXISTS became a loop over all pairs of rows where it expected few of them.
 */
const removeGone = (ranking: string, key: string, candidates: string, fresh: string): string => sql`
DELETE FROM ${ranking} AS ranked
USING (
  SELECT ${key} FROM ${candidates}
  EXCEPT
  SELECT ${key} FROM ${fresh}
) AS gone
WHERE ranked.${key} = gone.${key}`;

const CANDIDATES: Readonly<Record<Among, (ranking: string) => string>> = {
  all: (ranking) => ranking,
  touched: () => 'touched',
};

const RANKED = ['contract_id', 'currency', 'arr'] as const;

const FRESH_CONTRACTS: Readonly<Record<Among, string>> = {
  all: sql`
fresh AS MATERIALIZED (
  SELECT contract_id, currency, arr
  FROM ${spansOn('$1::date', RANKED)} AS span
)`,
  touched: sql`
${UNTAKEN_CONTRACTS}, fresh AS MATERIALIZED (
  SELECT span.contract_id, span.currency, span.arr
  FROM touched
  ${spanOfEach('touched', RANKED)}
)`,
};

const OF_WHAT: Readonly<Record<Among, string>> = {
  all: 'all, by one pass over the spans',
  touched: 'those that changed, by change_untaken, the primary key of span_run and span_run_customer',
};

export const rankContracts = (among: Among): string => sql`
-- The contracts that are active on the day, $1, with their ARR: ${OF_WHAT[among]}. Only what differs is written.
WITH ${FRESH_CONTRACTS[among]}, gone AS (
  ${removeGone('ranked_contract', 'contract_id', CANDIDATES[among]('ranked_contract'), 'fresh')}
)
INSERT INTO ranked_contract
SELECT fresh.contract_id, fresh.currency, fresh.arr
FROM fresh
LEFT JOIN ranked_contract AS ranked ON ranked.contract_id = fresh.contract_id
WHERE ranked.contract_id IS NULL
  OR ranked.currency <> fresh.currency
  OR ranked.arr <> fresh.arr
ON CONFLICT (contract_id) DO UPDATE
SET currency = excluded.currency, arr = excluded.arr`;

const ARR_OF_ALL: Readonly<Record<Among, string>> = {
  all: 'excluded.arr',
  touched: sql`
ranking.arr + excluded.arr - (
  SELECT coalesce(sum(ranked.arr), 0)
  FROM touched
  JOIN ranked_customer AS ranked ON ranked.customer_id = touched.customer_id
)`,
};

export const rankCustomers = (among: Among): string => sql`
-- The customers that are active on the day, $1, with their ARR by the rates $3 of the currencies $2, and the ARR of all:
-- ${OF_WHAT[among]}. Only what differs is written. $4 is the take, $5 are the rates as text.
WITH ${RATED}, ${among === 'all' ? customerArr('all') : `${UNTAKEN_CUSTOMERS}, ${customerArr('active_span')}`}, gone AS (
  ${removeGone('ranked_customer', 'customer_id', CANDIDATES[among]('ranked_customer'), 'summed')}
), kept AS (
  INSERT INTO ranked_customer
  SELECT summed.customer_id, summed.arr
  FROM summed
  LEFT JOIN ranked_customer AS ranked ON ranked.customer_id = summed.customer_id
  WHERE ranked.customer_id IS NULL
    OR ranked.arr IS DISTINCT FROM summed.arr
  ON CONFLICT (customer_id) DO UPDATE
  SET arr = excluded.arr
)
INSERT INTO ranking (take_id, day, rates, arr)
SELECT $4::bigint, $1::date, $5, coalesce(sum(arr), 0)
FROM summed
ON CONFLICT (only_one) DO UPDATE
SET
  take_id = excluded.take_id,
  day = excluded.day,
  rates = excluded.rates,
  arr = ${ARR_OF_ALL[among]}`;
