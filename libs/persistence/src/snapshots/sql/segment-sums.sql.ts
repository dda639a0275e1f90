import { listed, sql } from './sql.ts';
import { SUMS_OF_CELLS } from './sums-of-cells.sql.ts';
import { SUMS_OF_DATED_AMOUNTS } from './sums-of-dated-amounts.sql.ts';

/**
 * The sums of a comparison by segment. No sum depends on another, so the part of a customer can be subtracted again:
 * the sums of the whole book, minus those of some customers before a change, plus those of the same customers after it,
 * are the sums of the whole book now.
 */
const SUMS: readonly string[] = [...SUMS_OF_CELLS, ...SUMS_OF_DATED_AMOUNTS];

export const createSegmentSums = (sums: string, onCommit: string): string => sql`
-- One row for each segment of each dimension: the sums of its customers and amounts.
CREATE TEMPORARY TABLE IF NOT EXISTS ${sums} (
  -- Counted from 1, in the order of the policy's dimensions; 1 is all.
  dimension integer NOT NULL,
  segment text COLLATE "C" NOT NULL,
  ${listed(SUMS.map((name) => `${name} numeric NOT NULL DEFAULT 0`))},
  PRIMARY KEY (dimension, segment)
) ${onCommit}`;

export const readSums = (sums: string): string => sql`
-- The sums of every segment, for the domain, which makes figures of them.
SELECT
  dimension,
  segment,
  ${listed(SUMS.map((name) => `${name}::text AS ${name}`))}
FROM ${sums}`;
