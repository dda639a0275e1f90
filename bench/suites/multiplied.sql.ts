/** The tables whose rows belong to a contract or a customer. */
const TABLES = ['contract', 'span_run', 'booking', 'customer', 'ledger'];

/** The columns of a table in their order, with their types. */
export const COLUMNS = `
SELECT table_name AS "table", column_name AS "column", data_type AS type
FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = ANY ('{${TABLES.join(',')}}') AND is_generated = 'NEVER'
ORDER BY table_name, ordinal_position`;

export type Column = Readonly<{ table: string; column: string; type: string }>;

const NAMES = new Set(['contract_id', 'customer_id', 'id']);

/** Texts in which ids stand between quotes. */
const holdsIds = ({ table, column }: Column): boolean =>
  (table === 'ledger' && column === 'value') ||
  (table === 'contract' && ['last_owner', 'last_record', 'record'].includes(column));

const copied = (column: Column): string => {
  if (NAMES.has(column.column)) return `${column.column} || '_' || copy`;
  if (!holdsIds(column)) return column.column;
  const text = `regexp_replace(${column.column}::text, '"((sub|cus|evt)_[0-9a-z]+)"', '"\\1_' || copy || '"', 'g')`;
  return column.type === 'jsonb' ? `${text}::jsonb` : text;
};

/**
 * Statements that add `copies` of every contract, customer and event under other names. A contract is alone with its
 * events and its customer, so each copy is what a replay would have made of it.
 */
export const multiplying = (columns: readonly Column[], copies: number): readonly string[] =>
  [...Map.groupBy(columns, ({ table }) => table)].map(
    ([table, own]) => `
INSERT INTO ${table} (${own.map(({ column }) => column).join(', ')}) OVERRIDING SYSTEM VALUE
SELECT ${own.map(copied).join(', ')}
FROM ${table}, generate_series(1, ${copies}) AS copy`,
  );
