// Draws the pictures of the README from the sample book: `node docs/write-picture.mjs`.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importTypescript } from '../test/setup/import-typescript.mjs';

const { figuresOf } = await importTypescript('docs/picture/figures.ts');
const { LOOKS } = await importTypescript('docs/picture/looks.ts');
const { trendPicture } = await importTypescript('docs/picture/trend-picture.ts');

const folder = mkdtempSync(join(tmpdir(), 'acv-picture-'));
try {
  execFileSync(process.execPath, [join(import.meta.dirname, '../tools/run.mjs'), 'demo', '--once', '--out', folder]);
  const figures = figuresOf(readFileSync(join(folder, 'snapshots.jsonl'), 'utf8'));
  for (const [name, look] of Object.entries(LOOKS)) {
    writeFileSync(join(import.meta.dirname, `images/trend-${name}.svg`), trendPicture(figures, look));
  }
} finally {
  rmSync(folder, { recursive: true });
}
