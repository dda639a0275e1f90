import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A row of a table of the page: cells by the name of their column. */
export type PageRow = Readonly<Record<string, string>>;

const page = (): string => readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');

const cells = (line: string): readonly string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The table that follows the comment with this name on the page. */
export const pageTable = (name: string): readonly PageRow[] => {
  const behind = page().split(`<!-- table: ${name} -->`)[1];
  if (behind === undefined) throw new Error(`README.md has no table ${name}`);
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
