import type { Row } from './results.ts';

const NUMERIC = /^-?[\d.,]+/;

/** For a terminal: columns aligned with blanks, figures to the right. */
export const textTable = (rows: readonly Row[]): string => {
  const columns = Object.keys(rows[0] ?? {});
  const width = (column: string): number => Math.max(column.length, ...rows.map((row) => (row[column] ?? '').length));
  const cell = (text: string, column: string): string =>
    NUMERIC.test(text) ? text.padStart(width(column)) : text.padEnd(width(column));
  const line = (of: (column: string) => string): string => columns.map((column) => cell(of(column), column)).join('  ');
  const head = [
    columns.map((column) => column.padEnd(width(column))).join('  '),
    line((column) => '-'.repeat(width(column))),
  ];
  return [...head, ...rows.map((row) => line((column) => row[column] ?? ''))].map((text) => text.trimEnd()).join('\n');
};

/** The same in Markdown. */
export const markdownTable = (rows: readonly Row[]): string => {
  const columns = Object.keys(rows[0] ?? {});
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map((column) => row[column] ?? ''))),
  ].join('\n');
};
