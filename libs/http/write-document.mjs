// Writes the description of the API anew: `node --disable-warning=ExperimentalWarning libs/http/write-document.mjs`.
import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { importTypescript } from '../../test/setup/import-typescript.mjs';

const file = new URL('../../docs/schemas/openapi.json', import.meta.url);
const { describedApi } = await importTypescript('libs/http/src/document/described-api.ts');
const options = await resolveConfig(file);
writeFileSync(file, await format(JSON.stringify(await describedApi()), { ...options, filepath: file.pathname }));
