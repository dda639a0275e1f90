import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A row of a table of the page, by the names of its columns. */
export type PageRow = Readonly<Record<string, string>>;

const page = (): string => readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');

const cells = (line: string): readonly string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The table of the page behind the comment that names it. */
export const pageTable = (name: string): readonly PageRow[] => {
  const behind = page().split(`<!-- table: ${name} -->`)[1];
  if (behind === undefined) throw new Error(`the page has no table ${name}`);
  const [header = '', , ...rows] = behind
    .trimStart()
    .split('\n')
    .filter((line, i, lines) => line.startsWith('|') && !lines.slice(0, i).includes(''));
  const names = cells(header);
  return rows.map((row) => {
    const values = cells(row);
    return Object.fromEntries(names.map((column, i) => [column, values[i] ?? '']));
  });
};
