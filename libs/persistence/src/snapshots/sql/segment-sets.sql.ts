import { BANDS_MAX, type Policy } from '@app/domain';
import { bandLabel, bandNumber, cohortLabel, segmentsOfInactive } from './segments-of-customer.sql.ts';
import { sql } from './sql.ts';

/**
 * A segment set is one number for all segments that a customer is in on a day, one in each dimension. Grouping a book's
 * customers by five such numbers takes a tenth of the time of grouping by lists of texts. The number combines three
 * numbers: that of the attributes (of the primary contract, in the policy's dimensions), that of the cohort and that of
 * the band. Each of the last two is below this bound. Monthly cohorts take 12 numbers a year, so there is room for
 * three centuries of them.
 */
const COHORTS_MAX = 4096;

/**
 * The set of a customer that is not active but has a contract or an amount in the period. Attribute sets are numbered
 * from 1, so no other set has this number.
 */
export const INACTIVE = 0;

/** The number of a segment set. `attributes`: the number of an attribute set. */
export const segmentSetId = (
  policy: Policy,
  { attributes, cohort, arr }: Readonly<{ attributes: string; cohort: string; arr: string }>,
): string => sql`
(
  (${attributes} * ${COHORTS_MAX} + ${cohort}) * ${BANDS_MAX}
  + ${bandNumber(policy, arr)}
)`;

/** The numbers stay valid as long as the connection, and so for every comparison that is kept on it. */
export const CREATE_ATTRIBUTE_SET = sql`
-- One row for each combination of segments in the policy's attribute dimensions. Outlasts the transaction.
CREATE TEMPORARY TABLE IF NOT EXISTS attribute_set (
  -- Numbers begin at 1; 0 is no attributes, of a customer that is not active.
  attribute_set_id bigint GENERATED ALWAYS AS IDENTITY,
  -- The segments of the policy's attribute dimensions, as the text of an array.
  attribute_segments text COLLATE "C" PRIMARY KEY
)`;

export const ADD_ATTRIBUTE_SETS = sql`
-- Numbers for attributes that no contract had before. By the primary key.
INSERT INTO attribute_set (attribute_segments)
SELECT DISTINCT attribute_segments
FROM day_span
ON CONFLICT (attribute_segments) DO NOTHING`;

export const createSegmentSet = (segmentSet: string, onCommit: string): string => sql`
-- One row for each combination of segments, one a dimension, that a customer or an amount is in.
CREATE TEMPORARY TABLE IF NOT EXISTS ${segmentSet} (
  segment_set_id bigint PRIMARY KEY,
  -- One a dimension, in the order of the policy's dimensions.
  segments text[] COLLATE "C" NOT NULL
) ${onCommit}`;

/** Splits the segment set numbers that a query finds into their segments. */
export const addSegmentSets = (segmentSet: string, found: string, policy: Policy): string => sql`
-- The segments of each segment set that was found (definitions, section 6: dimensions). By the primary key.
INSERT INTO ${segmentSet}
SELECT
  found.segment_set_id,
  CASE
    WHEN found.segment_set_id = ${INACTIVE} THEN ${segmentsOfInactive(policy)}
    ELSE ARRAY['all'] || attribute_set.attribute_segments::text[] || ARRAY[
      ${cohortLabel(policy, `(found.segment_set_id / ${BANDS_MAX} % ${COHORTS_MAX})::int`)},
      ${bandLabel(policy, `found.segment_set_id % ${BANDS_MAX}`)}
    ]
  END
FROM (
  ${found}
) AS found
LEFT JOIN attribute_set ON attribute_set.attribute_set_id = found.segment_set_id / ${COHORTS_MAX * BANDS_MAX}
WHERE found.segment_set_id IS NOT NULL
ON CONFLICT (segment_set_id) DO NOTHING`;

export const readSegmentSets = (segmentSet: string): string => sql`
-- The segments of each segment set, for values that are read in order: each counts in every segment at once.
SELECT segment_set_id::text AS id, segments
FROM ${segmentSet}`;
