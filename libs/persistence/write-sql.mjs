// Writes `docs/internals/sql` anew: `npx node libs/persistence/write-sql.mjs`. Needs no build and no database.
import 'reflect-metadata';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { importTypescript } from '../../test/setup/import-typescript.mjs';

const folder = new URL('../../docs/internals/sql/', import.meta.url);
const { writtenFiles } = await importTypescript('libs/persistence/test/written-sql/written-files.ts');

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of await writtenFiles()) writeFileSync(new URL(name, folder), text);
