import type { Period } from '@app/domain';
import { type ComparisonTables, createTables, tablesNamed } from '../sql/table-names.ts';

/** A comparison that is kept from take to take, with what finds values by rank without counting all of them. */
export type KeptTables = ComparisonTables &
  Readonly<{
    /** The values of every ranked list, with the numbers of the segments that they stand in; in order for the whole, */
    ranked: string;
    /** and once more those of rare segments, in order for each. */
    rare: string;
    /** A number for each segment of each list, */
    codes: string;
    /** and those of the segments of a place, in the order of the dimensions: numbers sort quicker than texts. */
    coded: string;
    /** Where each quantile was found last, and how many values lie before it. */
    pins: string;
  }>;

export const keptTables = ({ grain, label }: Pick<Period, 'grain' | 'label'>): KeptTables => {
  const suffix = `_${grain}_${label.replaceAll('-', '_').toLowerCase()}`;
  const named = (name: string): string => `${name}${suffix}`;
  const ranks = { ranked: named('ranked'), rare: named('rare') };
  return { ...tablesNamed(suffix), ...ranks, codes: named('codes'), coded: named('coded'), pins: named('pins') };
};

export const dropKept = (tables: KeptTables): string => `DROP TABLE IF EXISTS ${Object.values(tables).join(', ')}`;

export const createKept = (tables: KeptTables): string => `
${createTables(tables, 'PRESERVE ROWS')};
CREATE TEMPORARY TABLE ${tables.ranked} (
  item text COLLATE "C" NOT NULL,
  value numeric NOT NULL,
  codes integer[] NOT NULL
);
CREATE TEMPORARY TABLE ${tables.rare} (
  code integer NOT NULL,
  item text COLLATE "C" NOT NULL,
  value numeric NOT NULL
);
CREATE TEMPORARY TABLE ${tables.codes} (
  code integer GENERATED ALWAYS AS IDENTITY,
  is_common boolean NOT NULL DEFAULT false,
  list text COLLATE "C" NOT NULL,
  dimension integer NOT NULL,
  segment text COLLATE "C" NOT NULL,
  PRIMARY KEY (list, dimension, segment)
);
CREATE TEMPORARY TABLE ${tables.coded} (
  list text COLLATE "C" NOT NULL,
  place bigint NOT NULL,
  codes integer[] NOT NULL,
  PRIMARY KEY (list, place)
);
CREATE TEMPORARY TABLE ${tables.pins} (
  code integer NOT NULL,
  percent integer NOT NULL,
  value numeric NOT NULL,
  item text COLLATE "C" NOT NULL,
  below bigint NOT NULL,
  PRIMARY KEY (code, percent)
)`;

/** What makes a comparison ready sorts the book's customers. */
const SORTING_MEMORY = `SET LOCAL maintenance_work_mem = '256MB'`;

/** What keeping up a comparison relies on. Only made behind the take that worked it out, which need not wait for it. */
export const indexKept = (tables: KeptTables): readonly string[] => [
  SORTING_MEMORY,
  `CREATE UNIQUE INDEX ON ${tables.position} (customer_id)`,
  `CREATE INDEX ON ${tables.position} ((abs(arr_at_prior - held_arr)) DESC, customer_id) WHERE arr_at_prior <> held_arr`,
  `CREATE INDEX ON ${tables.handedOver} (giver)`,
  `CREATE INDEX ON ${tables.handedOver} (receiver)`,
  `CREATE UNIQUE INDEX ON ${tables.driver} (customer_id)`,
  `CREATE INDEX ON ${tables.dated} (contract_id)`,
  `CREATE INDEX ON ${tables.dated} (customer_id)`,
  `CREATE INDEX ON ${tables.unrated} (contract_id)`,
  `CREATE INDEX ON ${tables.ranked} ((codes[1]), value, item)`,
  `CREATE INDEX ON ${tables.rare} (code, value, item)`,
  `ANALYZE ${Object.values(tables).join(', ')}`,
];

export const vacuumKept = (tables: KeptTables): string => `VACUUM ${Object.values(tables).join(', ')}`;
