import type { Kind, RecordField } from './record-fields.ts';

/** The column in which Postgres keeps the values of a field; null where a sink of rows can write none. */
const columnType = (kind: Kind): string | null => {
  switch (kind.is) {
    case 'text':
      return 'text';
    case 'decimal':
      return 'numeric';
    case 'date':
      return 'date';
    case 'time':
      return 'timestamptz';
    case 'whole':
      return 'bigint';
    case 'boolean':
      return 'boolean';
    case 'list':
      return kind.of.is === 'text' ? 'text[]' : null;
    case 'object':
      return null;
  }
};

/** The fields that no column can hold. The sink's configuration leaves them out. */
export const leftOut = (fields: readonly RecordField[]): readonly string[] =>
  fields.filter(({ kind }) => columnType(kind) === null).map(({ name }) => name);

/** The table of a topic: the record's key and number, and a column for each field. */
export const targetTable = (
  fields: readonly RecordField[],
  { table, key }: Readonly<{ table: string; key: readonly string[] }>,
): string => {
  const columns = fields.flatMap(({ name, kind }) => {
    const type = columnType(kind);
    return type === null ? [] : [`  ${name} ${type}${key.includes(name) ? ' NOT NULL' : ''}`];
  });
  const own = ['  key text PRIMARY KEY', '  ce_sequence bigint NOT NULL'];
  return `CREATE TABLE ${table} (\n${[...own, ...columns].join(',\n')}\n);\n`;
};
