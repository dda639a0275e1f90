import { csvText } from '@app/wire';
import { count, onOneLine, wrapped } from '../readable.ts';
import { table } from '../table.ts';
import type { Listing } from './listing.ts';
import { plainValue } from './plain-value.ts';

/** For people: the first rows as a table, with a line that says how many more there are. */
export const listingTable = <R>({ title, above, many, columns, rows }: Listing<R>, limit: number): string => {
  const shown = columns.flatMap(({ table: column }) => (column === undefined ? [] : [column]));
  const more = rows.length - limit;
  return [
    wrapped(title),
    ...(above.length === 0 ? [] : [above.join('\n')]),
    rows.length === 0
      ? `There are no ${many}.`
      : table(
          shown.map((column) => column.title),
          rows.slice(0, limit).map((row) => shown.map(({ cell }) => onOneLine(cell(row)))),
        ),
    ...(more > 0
      ? [wrapped(`${count(more)} more of ${count(rows.length)} ${many}: --limit shows more, --csv and --json all.`)]
      : []),
  ]
    .join('\n\n')
    .concat('\n');
};

/** For programs: a JSON object a line. */
export const listingJson = <R>({ columns, rows }: Listing<R>): string =>
  rows
    .map((row) => JSON.stringify(Object.fromEntries(columns.map(({ name, value }) => [name, plainValue(value(row))]))))
    .map((line) => `${line}\n`)
    .join('');

/** For spreadsheets. Values with parts are JSON in their cell. */
export const listingCsv = <R>({ columns, rows }: Listing<R>): string =>
  csvText([
    columns.map(({ name }) => name),
    ...rows.map((row) =>
      columns.map(({ value }) => {
        const plain = plainValue(value(row));
        if (plain === null) return '';
        return typeof plain === 'object' ? JSON.stringify(plain) : String(plain);
      }),
    ),
  ]);
