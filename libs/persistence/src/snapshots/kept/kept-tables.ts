import type { Period } from '@app/domain';
import { createTables } from '../sql/comparison-tables.sql.ts';
import { joined, listed, sql } from '../sql/sql.ts';
import { type ComparisonTables, tablesNamed } from '../sql/table-names.ts';

/**
 * The tables of a comparison that is kept from take to take. Those listed here find a value by its rank without
 * counting all values.
 */
export type KeptTables = ComparisonTables &
  Readonly<{
    /** The values of every ranked list in the order of the whole, each with the numbers of its segments. */
    rankedValue: string;
    /** The values of rare segments a second time, in an order for each segment. */
    rareSegmentValue: string;
    /** A number for each segment of each list. */
    rankedSegment: string;
    /** These numbers for a segment set, in the order of the dimensions: numbers sort quicker than texts. */
    rankedSegmentsOfSet: string;
    /** The value at which each quantile was found last, and the number of values before it. */
    quantilePin: string;
  }>;

export const keptTables = ({ grain, label }: Pick<Period, 'grain' | 'label'>): KeptTables => {
  const suffix = `_${grain}_${label.replaceAll('-', '_').toLowerCase()}`;
  return {
    ...tablesNamed(suffix),
    rankedValue: `ranked_value${suffix}`,
    rareSegmentValue: `rare_segment_value${suffix}`,
    rankedSegment: `ranked_segment${suffix}`,
    rankedSegmentsOfSet: `ranked_segments_of_set${suffix}`,
    quantilePin: `quantile_pin${suffix}`,
  };
};

export const dropKept = (tables: KeptTables): string => sql`
-- Drops a comparison that is no longer of use.
DROP TABLE IF EXISTS
  ${listed(Object.values(tables))}`;

export const createKept = (tables: KeptTables): string =>
  joined([
    createTables(tables, 'PRESERVE ROWS'),
    sql`
-- One row for each value of each ranked list: the ARR of a customer, the ACV, term or sales cycle of a booking.
CREATE TEMPORARY TABLE ${tables.rankedValue} (
  -- A customer, or a contract that was booked.
  item text COLLATE "C" NOT NULL,
  value numeric NOT NULL,
  -- Its segments of the list, one a dimension; the first is that of the whole.
  ranked_segment_ids integer[] NOT NULL
)`,
    sql`
-- One row for each value of a ranked list in a segment with less than a twentieth of the list.
CREATE TEMPORARY TABLE ${tables.rareSegmentValue} (
  ranked_segment_id integer NOT NULL,
  item text COLLATE "C" NOT NULL,
  value numeric NOT NULL
)`,
    sql`
-- One row for each segment of each ranked list.
CREATE TEMPORARY TABLE ${tables.rankedSegment} (
  ranked_segment_id integer GENERATED ALWAYS AS IDENTITY,
  -- It has a twentieth of the list, or more.
  is_common boolean NOT NULL DEFAULT false,
  list text COLLATE "C" NOT NULL,
  dimension integer NOT NULL,
  segment text COLLATE "C" NOT NULL,
  PRIMARY KEY (list, dimension, segment)
)`,
    sql`
-- One row for each segment set and ranked list.
CREATE TEMPORARY TABLE ${tables.rankedSegmentsOfSet} (
  list text COLLATE "C" NOT NULL,
  segment_set_id bigint NOT NULL,
  ranked_segment_ids integer[] NOT NULL,
  PRIMARY KEY (list, segment_set_id)
)`,
    sql`
-- One row for each quantile of each segment of a list.
CREATE TEMPORARY TABLE ${tables.quantilePin} (
  ranked_segment_id integer NOT NULL,
  -- The quantile in hundredths; 100 is the least of the largest values.
  percent integer NOT NULL,
  -- Where it was found last.
  value numeric NOT NULL,
  item text COLLATE "C" NOT NULL,
  values_before bigint NOT NULL,
  PRIMARY KEY (ranked_segment_id, percent)
)`,
  ]);

const SORTING_MEMORY = sql`
-- Making a comparison ready sorts the book's customers.
SET LOCAL maintenance_work_mem = '256MB'`;

/** The indexes that upkeep needs. The text says what each of them finds. */
const INDEXES: readonly (readonly [index: (tables: KeptTables) => string, finds: string])[] = [
  [({ position }) => `UNIQUE INDEX ON ${position} (customer_id)`, 'the position of a touched customer'],
  [
    ({ position }) => sql`
INDEX ON ${position} ((abs(arr_at_prior_rate - base_arr)) DESC, customer_id)
WHERE arr_at_prior_rate <> base_arr`,
    'the largest move',
  ],
  [({ handedOver }) => `INDEX ON ${handedOver} (giver)`, 'the transfers of a touched customer'],
  [({ handedOver }) => `INDEX ON ${handedOver} (receiver)`, 'the transfers to a touched customer'],
  [({ driver }) => `UNIQUE INDEX ON ${driver} (customer_id)`, 'the drivers of a touched customer'],
  [({ datedAmount }) => `INDEX ON ${datedAmount} (contract_id)`, 'the amounts of a touched contract'],
  [({ datedAmount }) => `INDEX ON ${datedAmount} (customer_id)`, 'the amounts of a touched customer'],
  [({ withoutRate }) => `INDEX ON ${withoutRate} (contract_id)`, 'a touched contract without a rate'],
  [
    ({ rankedValue }) => `INDEX ON ${rankedValue} ((ranked_segment_ids[1]), value, item)`,
    'values in order, of the whole',
  ],
  [
    ({ rareSegmentValue }) => `INDEX ON ${rareSegmentValue} (ranked_segment_id, value, item)`,
    'values in order, of a rare segment',
  ],
];

/** Built after the take that calculated the comparison, so that take does not wait for the indexes. */
export const indexKept = (tables: KeptTables): readonly string[] => [
  SORTING_MEMORY,
  ...INDEXES.map(
    ([index, finds]) => sql`
-- Finds ${finds}.
CREATE ${index(tables)}`,
  ),
  sql`
-- Lets the planner know how many rows the tables have.
ANALYZE
  ${listed(Object.values(tables))}`,
];

export const vacuumKept = (tables: KeptTables): string => sql`
-- Makes the room of rows that were taken out free again.
VACUUM
  ${listed(Object.values(tables))}`;
