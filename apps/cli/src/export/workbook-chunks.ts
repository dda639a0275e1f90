import { PassThrough, Readable } from 'node:stream';
import type { ExportAsked, ExportColumn, ExportedTable, ExportRow } from '@app/persistence';
import { UsageError } from '@app/host';
import { ZipFile } from 'yazl';
import { letters, row, SHEET_LIMITS, sheetEnd, sheetStart, valueCell } from './sheet-xml.ts';
import { SUMMARIES, Summary } from './summary.ts';
import { summarySheet } from './summary-sheet.ts';
import { workbookParts } from './workbook-parts.ts';

const OTHERS = 'use --format csv or parquet, or a filter';

const cellOf = (text: string, { name, kind }: ExportColumn, at: string): string => {
  if (text.length > SHEET_LIMITS.characters) {
    throw new UsageError(
      `--format: ${name} in ${at} has ${text.length} characters, and a cell of a workbook holds ${SHEET_LIMITS.characters}: ${OTHERS}`,
    );
  }
  return valueCell(at, text, kind);
};

const cellsOf = (values: ExportRow, columns: readonly ExportColumn[], number: number): string =>
  columns
    .map((column, i) => {
      const text = values[i] ?? null;
      return text === null ? '' : cellOf(text, column, `${letters(i)}${number}`);
    })
    .join('');

/** The sheet of the data, a page of rows at a time. Returns the number of its last row. */
async function* dataSheet(
  { columns, pages }: ExportedTable,
  counted: (row: ExportRow) => number,
): AsyncGenerator<string> {
  yield sheetStart(columns.map(({ name }) => name));
  let last = 1;
  for await (const rows of pages) {
    yield rows
      .map((values) => {
        last = counted(values);
        if (last > SHEET_LIMITS.rows) {
          throw new UsageError(`--format: a sheet of a workbook holds ${SHEET_LIMITS.rows - 1} rows: ${OTHERS}`);
        }
        return row(last, cellsOf(values, columns, last));
      })
      .join('');
  }
  yield sheetEnd(columns.length, last);
}

/** Zip files have no days before this one. It makes equal data equal files. */
const OPTIONS = { mtime: new Date(1980, 0, 1) };

/**
 * A table as a workbook (XLSX): a sheet with the rows, and one with their sums as formulas. The sheets are written one
 * after the other as they are read, so memory does not grow with the rows. Throws `UsageError` for what no sheet holds.
 */
export const workbookChunks = (table: ExportedTable, what: ExportAsked['what']): AsyncIterable<Uint8Array> => {
  const spec = SUMMARIES[what];
  const summary = new Summary(spec, table.columns);
  let lastRow = 1;
  const counted = (values: ExportRow): number => {
    summary.add(values);
    lastRow += 1;
    return lastRow;
  };
  const zip = new ZipFile();
  const out = new PassThrough();
  zip.outputStream.pipe(out);
  // Neither a pipe nor the writer of the zip file passes errors on.
  const fail = (error: Error): void => void out.destroy(error);
  const sheet = (chunks: AsyncIterable<string> | Iterable<string>): Readable => Readable.from(chunks).on('error', fail);
  zip.on('error', fail);
  zip.addReadStream(sheet(dataSheet(table, counted)), 'xl/worksheets/sheet2.xml', OPTIONS);
  // It is asked for once the data is written, so it knows all sums and the last row.
  zip.addReadStreamLazy('xl/worksheets/sheet1.xml', OPTIONS, (give) => {
    give(null, sheet(summarySheet(spec, summary, { name: what, columns: table.columns, lastRow })));
  });
  for (const [path, text] of Object.entries(workbookParts([spec.sheet, what])))
    zip.addBuffer(Buffer.from(text), path, OPTIONS);
  zip.end();
  return out;
};
