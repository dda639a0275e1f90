// Draws the picture of the README from the sample book: `node docs/write-picture.mjs`.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importTypescript } from '../test/setup/import-typescript.mjs';

const { figuresOf } = await importTypescript('docs/picture/figures.ts');
const { PALETTES, trendPicture } = await importTypescript('docs/picture/trend-picture.ts');

const folder = mkdtempSync(join(tmpdir(), 'acv-picture-'));
try {
  execFileSync(process.execPath, [join(import.meta.dirname, '../tools/run.mjs'), 'cli', 'demo', '--out', folder]);
  const figures = figuresOf(readFileSync(join(folder, 'snapshots.jsonl'), 'utf8'));
  for (const [mode, palette] of Object.entries(PALETTES)) {
    writeFileSync(join(import.meta.dirname, `images/trend-${mode}.svg`), trendPicture(figures, palette));
  }
} finally {
  rmSync(folder, { recursive: true });
}
