import type { ContractId } from '@app/domain';
import { SPAN_COLUMNS } from '../contracts/read-contracts.sql.ts';
import { runRow, runsOf } from '../contracts/stored-run.ts';
import type { SpanRow } from '../contracts/stored-span.ts';
import { INSERT_RUNS } from '../contracts/write-contracts.sql.ts';
import { ColumnArrays } from '../database/column-arrays.ts';
import type { Transaction } from '../database/database.ts';

/** By the primary key of former_span. */
const TAKE_FORMER_SPANS = `
WITH span AS (
  DELETE FROM former_span WHERE contract_id = ANY($1) RETURNING *
)
SELECT ${SPAN_COLUMNS} FROM span ORDER BY span.contract_id, span.valid_from`;

/** Moves the spans of contracts into runs, and returns their number. */
export const moveSpansOf = async ({ query }: Transaction, contracts: readonly ContractId[]): Promise<number> => {
  const spans = await query<SpanRow>(TAKE_FORMER_SPANS, [contracts]);
  const rows = new ColumnArrays(INSERT_RUNS.columns);
  for (const own of Map.groupBy(spans, ({ contract_id }) => contract_id).values())
    for (const run of runsOf(own)) rows.add(runRow(run));
  if (!rows.isEmpty) await query(INSERT_RUNS.sql, rows.parameters());
  return spans.length;
};
