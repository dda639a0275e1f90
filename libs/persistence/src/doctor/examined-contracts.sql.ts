/** Whether a store has more contracts than these; by primary key. */
export const CONTRACTS_UP_TO = `SELECT count(*)::int AS contracts FROM (SELECT FROM contract LIMIT $1) AS counted`;

/** The number of contracts by the statistics of the last vacuum. */
export const CONTRACTS_ESTIMATED = `
SELECT greatest(reltuples, 0)::float8 AS contracts FROM pg_class WHERE oid = 'contract'::regclass`;

/** Contracts of some pages of the table, chosen by chance, in the order of their ids. */
export const SAMPLED_CONTRACTS = (percent: number): string => `
SELECT contract_id FROM (
  SELECT contract_id FROM contract TABLESAMPLE SYSTEM (${percent}) LIMIT $1
) AS sampled ORDER BY contract_id`;

/** The next ids of a table after one, from each to the next: by an index that begins with the id. */
const idsIn = (table: string): string => `
SELECT contract_id FROM (
  WITH RECURSIVE found AS (
    (SELECT contract_id, 1 AS ordinal FROM ${table} WHERE contract_id > $1 ORDER BY contract_id LIMIT 1)
    UNION ALL
    SELECT following.contract_id, found.ordinal + 1 FROM found CROSS JOIN LATERAL (
      SELECT contract_id FROM ${table} WHERE contract_id > found.contract_id ORDER BY contract_id LIMIT 1
    ) AS following
    WHERE found.ordinal < $2
  )
  SELECT contract_id FROM found
) AS of_${table}`;

/** A page of the contracts that have books or folded events, in the order of their ids. */
export const CONTRACT_PAGE = `
SELECT contract_id FROM (
  ${idsIn('event_pack')} UNION ${idsIn('contract')} UNION ${idsIn('span_run')}
) AS page ORDER BY contract_id LIMIT $2`;

/** Those of these contracts that are to be folded; a pass over the queue. */
export const WAITING_CONTRACTS = `SELECT DISTINCT contract_id FROM unfolded WHERE contract_id = ANY($1)`;

/** The horizon of spans, as text. */
export const HORIZON = `SELECT horizon::text FROM store`;
