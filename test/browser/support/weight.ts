import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../../e2e/support/compose.ts';

const DASHBOARD = join(root, 'dist', 'dashboard');

/** Bytes of the script and style of the built page, compressed: of its first view, and of all views. */
export const pageWeight = (): Readonly<{ first: number; all: number }> => {
  const files = readdirSync(join(DASHBOARD, 'assets'));
  const page = readFileSync(join(DASHBOARD, 'index.html'), 'utf8');
  const first = files.filter((file) => page.includes(`assets/${file}`));
  if (first.length < 2) throw new Error('The page of dist/dashboard names no script and style.');
  const weightOf = (names: readonly string[]): number =>
    names.reduce((sum, file) => sum + gzipSync(readFileSync(join(DASHBOARD, 'assets', file))).length, 0);
  return { first: weightOf(first), all: weightOf(files) };
};
