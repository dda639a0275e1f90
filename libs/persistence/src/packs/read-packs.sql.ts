import { shardOf } from '../database/locks.ts';

/*
 * Each of these selects packs or events that wait, in the same columns, so that a statement may ask for both in one
 * snapshot: an event is in a pack or in the queue. $1 are contracts. Rows are probed one by one (`OFFSET 0`): as a join the
 * planner might read the whole table, because it cannot know how few rows are wanted.
 */

const NO_PACK = 'NULL::bigint AS first_seq, NULL::bigint AS dictionary, NULL::bigint[] AS seqs, NULL::bytea AS body';

const NO_EVENT = `NULL::bigint AS seq, NULL AS source, NULL AS id, NULL AS type, NULL AS mode, NULL AS time,
  NULL AS subject, NULL AS headers, NULL AS text`;

const PACK = 'pack.contract_id, pack.first_seq, pack.dictionary, pack.seqs, pack.body';

/** The columns of an event that waits, or of a merge, besides its contract. */
export const EVENT_COLUMNS = (table: string): string =>
  ['seq::int8 AS seq', 'source', 'id', 'type', 'mode', 'time', 'subject', 'headers', 'value AS text']
    .map((column) => `${table}.${column}`)
    .join(', ');

/** By primary key; the numbers in them that a retranslation has superseded by the primary key of superseded_event. */
export const PACKS_OF_CONTRACTS = `
SELECT ${PACK}, ${NO_EVENT}, ARRAY(
  SELECT superseded.seq FROM superseded_event AS superseded
  WHERE superseded.contract_id = pack.contract_id AND superseded.seq = ANY(pack.seqs)
) AS superseded
FROM event_pack AS pack
WHERE pack.contract_id = ANY($1)`;

/** By unfolded_lane. */
export const WAITING_OF_CONTRACTS = `
SELECT unfolded.contract_id, ${NO_PACK}, ${EVENT_COLUMNS('unfolded')}, NULL::bigint[] AS superseded
FROM unnest($1::text[]) AS wanted(contract_id)
CROSS JOIN LATERAL (
  SELECT * FROM unfolded
  WHERE lane = ${shardOf('wanted.contract_id')} AND contract_id = wanted.contract_id AND value IS NOT NULL OFFSET 0
) AS unfolded`;

/**
 * The packs with these numbers ($2) of the contracts, and those that have their dictionaries. By primary key, backwards
 * from the number: the numbers of two packs can overlap, because an event may be folded before one with a lower number.
 */
export const PACKS_WITH_EVENTS = `
SELECT ${PACK}, ${NO_EVENT}, NULL::bigint[] AS superseded
FROM (
  WITH found AS (
    SELECT DISTINCT wanted.contract_id, pack.first_seq, pack.dictionary
    FROM unnest($1::text[], $2::bigint[]) AS wanted(contract_id, seq)
    CROSS JOIN LATERAL (
      SELECT event_pack.first_seq, event_pack.dictionary FROM event_pack
      WHERE event_pack.contract_id = wanted.contract_id AND event_pack.first_seq <= wanted.seq
        AND wanted.seq = ANY(event_pack.seqs)
      ORDER BY event_pack.first_seq DESC LIMIT 1
    ) AS pack
  )
  SELECT contract_id, first_seq FROM found
  UNION
  SELECT contract_id, dictionary FROM found WHERE dictionary IS NOT NULL
) AS needed
CROSS JOIN LATERAL (
  SELECT * FROM event_pack WHERE contract_id = needed.contract_id AND first_seq = needed.first_seq OFFSET 0
) AS pack`;

/** By unfolded_lane, once for each contract: one of them may have thousands of events that wait. */
export const WAITING_EVENTS = `
SELECT unfolded.contract_id, ${NO_PACK}, ${EVENT_COLUMNS('unfolded')}, NULL::bigint[] AS superseded
FROM (SELECT DISTINCT unnest($1::text[]) AS contract_id) AS wanted
CROSS JOIN LATERAL (
  SELECT * FROM unfolded
  WHERE lane = ${shardOf('wanted.contract_id')} AND contract_id = wanted.contract_id AND seq = ANY($2::bigint[])
    AND value IS NOT NULL OFFSET 0
) AS unfolded`;

/** A pack without a dictionary of each contract; by primary key, where it is nearly always the first. */
export const FIRST_PACKS = `
SELECT wanted.contract_id, pack.first_seq, pack.body
FROM unnest($1::text[]) AS wanted(contract_id)
CROSS JOIN LATERAL (
  SELECT event_pack.first_seq, event_pack.body FROM event_pack
  WHERE event_pack.contract_id = wanted.contract_id AND event_pack.dictionary IS NULL
  ORDER BY event_pack.first_seq LIMIT 1
) AS pack`;

/** A page of the contracts with packs after one of them, in their order; by primary key. */
export const CONTRACTS_WITH_PACKS = `
SELECT DISTINCT contract_id FROM event_pack WHERE contract_id > $1 ORDER BY contract_id LIMIT $2`;

/** A page of the events that wait, after a row of the queue; by unfolded_lane. */
export const WAITING_PAGE = `
SELECT unfolded.lane, unfolded.contract_id, ${EVENT_COLUMNS('unfolded')}
FROM unfolded
WHERE (unfolded.lane, unfolded.contract_id, unfolded.seq) > ($1, $2, $3) AND unfolded.value IS NOT NULL
ORDER BY unfolded.lane, unfolded.contract_id, unfolded.seq LIMIT $4`;

/** A page of the merges of customers after a number; by primary key. */
export const MERGES_PAGE = `
SELECT ${EVENT_COLUMNS('merge_event')} FROM merge_event WHERE merge_event.seq > $1 ORDER BY merge_event.seq LIMIT $2`;

/** Merges of customers by their numbers; by primary key. */
export const MERGES_BY_SEQ = `
SELECT ${EVENT_COLUMNS('merge_event')} FROM merge_event WHERE merge_event.seq = ANY($1::bigint[])`;
