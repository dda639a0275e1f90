import { listed, sql } from './sql.ts';

/** Adds to the sums of a segment; those of a new segment begin at 0. By the primary key. */
export const addSums = (sums: string, names: readonly string[], source: string): string => sql`
INSERT INTO ${sums} AS total (
  dimension,
  segment,
  ${listed(names)}
)
${source}
ON CONFLICT (dimension, segment) DO UPDATE
SET
  ${listed(names.map((name) => `${name} = total.${name} + excluded.${name}`))}`;

export const total = (amount: string, where: string): string =>
  `coalesce(sum(${amount})${where === 'true' ? '' : ` FILTER (WHERE ${where})`}, 0)`;
