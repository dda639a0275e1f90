import type { Period } from '@app/domain';
import { createTables } from '../sql/comparison-tables.sql.ts';
import { joined, sql } from '../sql/sql.ts';
import { type ComparisonTables, tablesNamed } from '../sql/table-names.ts';

/** A comparison that is kept from take to take, with the tables that find a value by its rank without counting all. */
export type KeptTables = ComparisonTables &
  Readonly<{
    /** The values of every ranked list with the numbers of their segments, in order for the whole. */
    rankedValue: string;
    /** The values of rare segments once more, in order for each. */
    rareSegmentValue: string;
    /** A number for each segment of each list. */
    rankedSegment: string;
    /** These numbers for a segment set, in the order of the dimensions: numbers sort quicker than texts. */
    rankedSegmentsOfSet: string;
    /** Where each quantile was found last, and how many values lie before it. */
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

export const dropKept = (tables: KeptTables): string => `DROP TABLE IF EXISTS ${Object.values(tables).join(', ')}`;

export const createKept = (tables: KeptTables): string =>
  joined([
    createTables(tables, 'PRESERVE ROWS'),
    sql`
CREATE TEMPORARY TABLE ${tables.rankedValue} (
  -- A customer, or a contract that was booked.
  item text COLLATE "C" NOT NULL,
  value numeric NOT NULL,
  -- Its segments of the list, one a dimension; the first is that of the whole.
  ranked_segment_ids integer[] NOT NULL
)`,
    sql`
CREATE TEMPORARY TABLE ${tables.rareSegmentValue} (
  ranked_segment_id integer NOT NULL,
  item text COLLATE "C" NOT NULL,
  value numeric NOT NULL
)`,
    sql`
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
CREATE TEMPORARY TABLE ${tables.rankedSegmentsOfSet} (
  list text COLLATE "C" NOT NULL,
  segment_set_id bigint NOT NULL,
  ranked_segment_ids integer[] NOT NULL,
  PRIMARY KEY (list, segment_set_id)
)`,
    sql`
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

/** Making a comparison ready sorts the book's customers. */
const SORTING_MEMORY = `SET LOCAL maintenance_work_mem = '256MB'`;

/** The indexes that upkeep relies on. Only made behind the take that worked the comparison out, which need not wait. */
export const indexKept = (tables: KeptTables): readonly string[] => [
  SORTING_MEMORY,
  `CREATE UNIQUE INDEX ON ${tables.position} (customer_id)`,
  sql`
CREATE INDEX ON ${tables.position} ((abs(arr_at_prior_rate - base_arr)) DESC, customer_id)
WHERE arr_at_prior_rate <> base_arr`,
  `CREATE INDEX ON ${tables.handedOver} (giver)`,
  `CREATE INDEX ON ${tables.handedOver} (receiver)`,
  `CREATE UNIQUE INDEX ON ${tables.driver} (customer_id)`,
  `CREATE INDEX ON ${tables.datedAmount} (contract_id)`,
  `CREATE INDEX ON ${tables.datedAmount} (customer_id)`,
  `CREATE INDEX ON ${tables.withoutRate} (contract_id)`,
  `CREATE INDEX ON ${tables.rankedValue} ((ranked_segment_ids[1]), value, item)`,
  `CREATE INDEX ON ${tables.rareSegmentValue} (ranked_segment_id, value, item)`,
  `ANALYZE ${Object.values(tables).join(', ')}`,
];

export const vacuumKept = (tables: KeptTables): string => `VACUUM ${Object.values(tables).join(', ')}`;
