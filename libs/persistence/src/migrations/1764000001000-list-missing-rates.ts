import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The columns of `snapshot_current` so far. Named one by one, because a view keeps the columns that it was made with. */
const FORMER_COLUMNS = `
  grain, period, dimension, segment, revision, snapshot_id, status, reason, measured_on, as_of, emitted_at, take_id,
  workings, content,
  (content ->> 'arr')::numeric AS arr,
  (content ->> 'active_logos')::integer AS active_logos,
  (content ->> 'acv')::numeric AS acv,
  (content ->> 'acv_trend_pct')::numeric AS acv_trend_pct`;

/** Replaced and not dropped on the way up, because views of others may read it. */
const currentSnapshots = (columns: string): string => `
CREATE OR REPLACE VIEW snapshot_current AS
SELECT DISTINCT ON (grain, period, dimension, segment) ${columns}
FROM snapshot
ORDER BY grain, period, dimension, segment, revision DESC;
GRANT SELECT ON snapshot_current TO acv_writer, acv_reader;
`;

/** The currencies that a snapshot lacks, as a column. A snapshot of an earlier program may not name them. */
const MISSING_FX = `,
  ARRAY(SELECT json_array_elements_text(content -> 'missing_fx') ORDER BY 1) AS missing_fx`;

/**
 * What the current snapshots leave out because a currency has no rate on the measured day: the contracts with ARR on
 * that day and their customers, by the books as they are now.
 */
export const MISSING_RATES = `
CREATE VIEW missing_rates AS
WITH missing AS (
  SELECT grain, period, measured_on, named.currency
  FROM snapshot_current, unnest(missing_fx) AS named(currency)
  WHERE dimension = 'all' AND status <> 'withdrawn'
)
SELECT missing.grain, missing.period, missing.measured_on, missing.currency,
  count(span.contract_id)::integer AS contracts,
  count(DISTINCT span.customer_id)::integer AS customers,
  coalesce(sum(span.arr), 0) AS arr
FROM missing
LEFT JOIN contract_span AS span
  ON span.currency = missing.currency
  AND span.valid_from <= missing.measured_on AND span.valid_to > missing.measured_on
  AND span.arr > 0
GROUP BY missing.grain, missing.period, missing.measured_on, missing.currency;
GRANT SELECT ON missing_rates TO acv_writer, acv_reader;
`;

export class ListMissingRates1764000001000 implements MigrationInterface {
  readonly name = 'ListMissingRates1764000001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(currentSnapshots(`${FORMER_COLUMNS}${MISSING_FX}`));
    await runner.query(MISSING_RATES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP VIEW missing_rates; DROP VIEW snapshot_current; ${currentSnapshots(FORMER_COLUMNS)}`);
  }
}
