import type { ExportedTable } from '@app/persistence';
import { csvText } from '@app/wire';

/** A table as CSV with a header, a page of rows at a time. A text that a spreadsheet would run gets an apostrophe. */
export async function* csvChunks({ columns, pages }: ExportedTable): AsyncGenerator<string> {
  yield csvText([columns.map(({ name }) => name)]);
  for await (const rows of pages) yield csvText(rows.map((row) => row.map((text) => text ?? '')));
}
