import { BinaryArray } from './binary-array.ts';
import type { Row } from './database.ts';

type ColumnType =
  | 'text'
  | 'date'
  | 'bigint'
  | 'integer'
  | 'numeric'
  | 'boolean'
  | 'jsonb'
  | 'bytea'
  | `${'text' | 'bigint' | 'date' | 'numeric'}[]`;

/** The types of the columns to be written, by name, in the order of the statement's parameters. */
export type Columns = Readonly<Record<string, ColumnType>>;

/** The names of the columns, for `INSERT INTO table (…)`. */
export const columnNames = (columns: Columns): string => Object.keys(columns).join(', ');

const unnest = (type: ColumnType, i: number): string => {
  if (type === 'bigint' || type === 'bytea') return `unnest($${i + 1}::${type}[])`;
  return `unnest($${i + 1}::text[])${type === 'text' ? '' : `::${type}`}`;
};

/**
 * The select list that turns one array for each column into rows. The arrays are unnested in the list, because in
 * `FROM` the server would materialise them first. Sent as one JSON text, the rows took the server nearly twice as long.
 */
export const unnested = (columns: Columns): string => Object.values(columns).map(unnest).join(', ');

/** The same with the names of the columns, for a statement that selects from it. */
export const unnestedAs = (columns: Columns): string =>
  Object.entries(columns)
    .map(([name, type], i) => `${unnest(type, i)} AS ${name}`)
    .join(', ');

const SPECIAL_IN_ARRAY = /["\\]/g;

const itemText = (item: string | number | null, isText: boolean): string => {
  if (item === null) return 'NULL';
  return isText ? `"${String(item).replace(SPECIAL_IN_ARRAY, '\\$&')}"` : String(item);
};

const arrayText = (items: readonly (string | number | null)[], isText: boolean): string =>
  `{${items.map((item) => itemText(item, isText)).join(',')}}`;

const textOf = (value: Row[string], type: ColumnType): string | null => {
  if (typeof value === 'string' || value === null) return value;
  return type.endsWith('[]')
    ? arrayText(value as readonly (string | number | null)[], type === 'text[]')
    : JSON.stringify(value);
};

/**
 * The parameters of a statement over `unnested` columns. A row is serialised when it is added, so the row itself can be
 * released: rows that were kept until the last one arrived were a quarter of what garbage collection copied.
 */
export class ColumnArrays {
  readonly #columns: readonly Readonly<{ name: string; type: ColumnType; array: BinaryArray }>[];
  #rows = 0;

  constructor(columns: Columns) {
    this.#columns = Object.entries(columns).map(([name, type]) => ({
      name,
      type,
      array: new BinaryArray(type === 'bigint' || type === 'bytea' ? type : 'text'),
    }));
  }

  get isEmpty(): boolean {
    return this.#rows === 0;
  }

  /** About the bytes of all values so far. */
  get size(): number {
    return this.#columns.reduce((size, { array }) => size + array.size, 0);
  }

  /** A `bigint` column cannot be null. A `bytea` column has buffers. */
  add(row: Row): void {
    for (const { name, type, array } of this.#columns) {
      const value = row[name];
      if (type === 'bigint') array.addBigint(BigInt(Number(value)));
      else array.addText(value instanceof Buffer ? value : textOf(value, type));
    }
    this.#rows += 1;
  }

  parameters(): readonly Buffer[] {
    return this.#columns.map(({ array }) => array.bytes());
  }
}
