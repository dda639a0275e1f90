import { Readable } from 'node:stream';
import { csvText } from '@app/wire';
import type { Listing, Page } from './listing.ts';

/** Rows read at once, which bounds the memory of a whole list. */
const AT_ONCE = 1000;

export type Row = Readonly<Record<string, unknown>>;

/** Text of some rows. The header comes before the first ones. */
type Writing = Readonly<{ header: string; rows: (rows: readonly Row[]) => string }>;

const cellOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** A header row and the values of these columns. Values with parts are JSON in their cell. */
export const asCsv = (columns: readonly string[]): Writing => ({
  header: csvText([columns]),
  rows: (rows) => csvText(rows.map((row) => columns.map((column) => cellOf(row[column])))),
});

export const asJsonLines: Writing = {
  header: '',
  rows: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
};

async function* texts(listing: Listing<Row>, first: Page<Row>, { header, rows }: Writing): AsyncGenerator<string> {
  yield header + rows(first.rows);
  for (let after = first.next; after !== null;) {
    const page: Page<Row> = await listing({ after, limit: AT_ONCE });
    yield rows(page.rows);
    after = page.next;
  }
}

/**
 * The whole list as a stream that reads a page when its reader has taken the one before. The first page is read before
 * it resolves, so a question that cannot be answered is still a problem and not half a file.
 */
export const streamedList = async (listing: Listing<Row>, writing: Writing): Promise<Readable> => {
  const first = await listing({ after: null, limit: AT_ONCE });
  return Readable.from(texts(listing, first, writing), { objectMode: false });
};
