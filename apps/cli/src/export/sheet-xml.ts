import type { ColumnKind } from '@app/persistence';

/** The cell formats of a workbook by the kind of their values; `styles.xml` lists them in this order behind the default. */
export const CELL_FORMATS = ['header', 'date', 'instant', 'decimal', 'text'] as const;
type CellFormat = (typeof CELL_FORMATS)[number];

const styleOf = (format: CellFormat): string => ` s="${CELL_FORMATS.indexOf(format) + 1}"`;

/** The most that a sheet, and a cell, can hold. */
export const SHEET_LIMITS = { rows: 1_048_576, characters: 32_767 };

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML has no way to write control characters. Spreadsheets read `_x0007_`, and so that text itself is escaped too. */
export const xmlText = (text: string): string =>
  text
    .replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(
      /(?![\t\n])[\p{Cc}\uFFFE\uFFFF]/gu,
      (c) => `_x${c.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`,
    )
    .replaceAll(/[&<>"]/g, (c) => ESCAPES[c] ?? c);

/** The letters of a column: 0 is A, 26 is AA. */
export const letters = (column: number): string =>
  (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

const DAY_MS = 86_400_000;
/** Day 0 of spreadsheets, for all days from March 1900 on. */
const DAY_0 = Date.UTC(1899, 11, 30);

/** Days since day 0, with the time as their fraction. */
const serial = (text: string): string => String((Date.parse(text) - DAY_0) / DAY_MS);

export const textCell = (at: string, text: string, format: CellFormat = 'text'): string =>
  `<c r="${at}"${styleOf(format)} t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;

/** A cell with a value of a column. A text stays text, whatever it begins with. */
export const valueCell = (at: string, text: string, kind: ColumnKind): string => {
  switch (kind) {
    case 'text':
    case 'json':
      return textCell(at, text);
    case 'integer':
      return `<c r="${at}"><v>${text}</v></c>`;
    case 'decimal':
      return `<c r="${at}"${styleOf('decimal')}><v>${text}</v></c>`;
    case 'date':
      return `<c r="${at}"${styleOf('date')}><v>${serial(text)}</v></c>`;
    case 'instant':
      return `<c r="${at}"${styleOf('instant')}><v>${serial(text)}</v></c>`;
    case 'boolean':
      return `<c r="${at}" t="b"><v>${text === 'true' ? 1 : 0}</v></c>`;
  }
};

/** A cell with a formula, and the amount that it had when it was written. */
export const formulaCell = (at: string, formula: string, amount: string): string =>
  `<c r="${at}"${styleOf('decimal')}><f>${xmlText(formula)}</f><v>${amount}</v></c>`;

export const row = (number: number, cells: string): string => `<row r="${number}">${cells}</row>`;

const WIDTH = 18;

/** The start of a sheet whose first row stays in sight, with that row. */
export const sheetStart = (headers: readonly string[]): string =>
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews>' +
  '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>' +
  `</sheetViews><cols><col min="1" max="${Math.max(headers.length, 1)}" width="${WIDTH}" customWidth="1"/></cols><sheetData>` +
  row(1, headers.map((name, i) => textCell(`${letters(i)}1`, name, 'header')).join(''));

/** The end of a sheet, with filters on its columns. `rows` includes the first one. */
export const sheetEnd = (columns: number, rows: number): string =>
  `</sheetData>${columns === 0 ? '' : `<autoFilter ref="A1:${letters(columns - 1)}${rows}"/>`}</worksheet>`;
