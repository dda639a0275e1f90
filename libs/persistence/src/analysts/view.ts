/** A column of a view: the expression that it selects, and what it means, which becomes its comment. */
export type ViewColumn = Readonly<{ sql: string; meaning: string }>;

/** A view for analysts. `columns` are in the order of the view; `from` is the rest of the statement from FROM on. */
export type View = Readonly<{
  name: string;
  about: string;
  columns: Readonly<Record<string, ViewColumn>>;
  from: string;
}>;

/** A column of the same name in the relation `of`. */
export const column = (of: string, name: string, meaning: string): Readonly<Record<string, ViewColumn>> => ({
  [name]: { sql: `${of}.${name}`, meaning },
});

/** The columns that the view is made with, in order; a view keeps the order of the columns that it has already. */
export const columnsInOrder = ({ columns }: View, existing: readonly string[]): readonly string[] => [
  ...existing,
  ...Object.keys(columns).filter((name) => !existing.includes(name)),
];

/** What the view selects, with its columns in this order. */
const selecting = ({ columns, from }: View, names: readonly string[]): string => `
SELECT
  ${names.map((name) => `${columns[name]?.sql ?? 'NULL'} AS ${name}`).join(',\n  ')}
${from}`;

/** What the view selects. */
export const selectOf = (view: View): string => selecting(view, Object.keys(view.columns));

/** The statement that makes the view, or adds columns to it. `schema` is a quoted name. */
export const viewStatement = (schema: string, view: View, existing: readonly string[]): string => `
CREATE OR REPLACE VIEW ${schema}.${view.name} AS${selecting(view, columnsInOrder(view, existing))}`;
