import { type ComparisonTables, createTables, tablesNamed } from './comparison-tables.ts';
import { dimensionsOf } from './dimensions.sql.ts';
import type { Period, Policy } from '@app/domain';
import { RANKED_LISTS } from './ranked-lists.ts';

/** A comparison that is kept from take to take, with what finds values by rank without counting all of them. */
export type KeptTables = ComparisonTables &
  Readonly<{
    /** The values of every ranked list, with the segments that they stand in. */
    ranked: string;
    /** Where each quantile was found last, and how many values lie before it. */
    pins: string;
  }>;

export const keptTables = ({ grain, label }: Period): KeptTables => {
  const suffix = `_${grain}_${label.replaceAll('-', '_').toLowerCase()}`;
  return { ...tablesNamed(suffix), ranked: `ranked${suffix}`, pins: `pins${suffix}` };
};

export const dropKept = (tables: KeptTables): string => `DROP TABLE IF EXISTS ${Object.values(tables).join(', ')}`;

export const createKept = (tables: KeptTables): string => `
${createTables(tables, true)};
CREATE TEMPORARY TABLE ${tables.ranked} (
  list text COLLATE "C" NOT NULL,
  item text COLLATE "C" NOT NULL,
  value numeric NOT NULL,
  segments text[] COLLATE "C" NOT NULL
);
CREATE TEMPORARY TABLE ${tables.pins} (
  list text COLLATE "C" NOT NULL,
  dimension integer NOT NULL,
  segment text COLLATE "C" NOT NULL,
  percent integer NOT NULL,
  value numeric NOT NULL,
  item text COLLATE "C" NOT NULL,
  below bigint NOT NULL,
  PRIMARY KEY (list, dimension, segment, percent)
)`;

const rankedBy = ({ ranked }: KeptTables, dimension: number): string =>
  `CREATE INDEX ON ${ranked} (list, (segments[${dimension}]), value, item)`;

/** What keeping up a comparison relies on. Only made behind the take that worked it out, which need not wait for it. */
export const indexKept = (tables: KeptTables, policy: Policy): readonly string[] => [
  `CREATE UNIQUE INDEX ON ${tables.position} (customer_id)`,
  `CREATE INDEX ON ${tables.position} ((abs(arr_at_prior - prior_arr)) DESC, customer_id) WHERE arr_at_prior <> prior_arr`,
  `CREATE UNIQUE INDEX ON ${tables.driver} (customer_id)`,
  `CREATE INDEX ON ${tables.dated} (contract_id)`,
  `CREATE INDEX ON ${tables.dated} (customer_id)`,
  `CREATE INDEX ON ${tables.unrated} (contract_id)`,
  ...RANKED_LISTS.map(
    (list) => `INSERT INTO ${tables.ranked}
SELECT '${list.name}', v.item, v.value, p.segments FROM (${list.rows(tables)}) v JOIN ${tables.places} p ON p.place = v.place`,
  ),
  `CREATE INDEX ON ${tables.ranked} (list, item)`,
  ...dimensionsOf(policy).map((_, i) => rankedBy(tables, i + 1)),
  `ANALYZE ${Object.values(tables).join(', ')}`,
];

export const vacuumKept = (tables: KeptTables): string => `VACUUM (ANALYZE) ${Object.values(tables).join(', ')}`;
