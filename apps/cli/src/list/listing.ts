import type { Decimal } from '@app/domain';

/** A value of a row for programs: decimals with every digit, counts as numbers, null if there is none. */
export type Value = string | number | boolean | null | Decimal | readonly string[] | Readonly<Record<string, string>>;

/** A column of JSON lines and CSV by its name there, and of the table if it has a title. */
export type Column<R> = Readonly<{
  name: string;
  value: (row: R) => Value;
  table?: Readonly<{ title: string; cell: (row: R) => string }>;
}>;

/** A list, in the form in which each command hands it on to be printed. */
export type Listing<R> = Readonly<{
  title: string;
  /** Lines between the title and the table. */
  above: readonly string[];
  /** The name of the rows in the line that says how many more there are. */
  many: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
}>;
