// Writes the sections of the pages that come from the code: `npx node docs/write-pages.mjs`. Needs no build.
import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import { importTypescript } from '../test/setup/import-typescript.mjs';

const { SECTIONS, written } = await importTypescript('docs/pages/sections.ts');
for (const [page, sections] of Object.entries(SECTIONS)) {
  const file = new URL(`../${page}`, import.meta.url);
  writeFileSync(file, written(readFileSync(file, 'utf8'), sections));
}
