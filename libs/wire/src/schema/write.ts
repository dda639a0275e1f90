import { mkdirSync, writeFileSync } from 'node:fs';
import { published, publishedSchemas } from './published.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Name the folder to write the schemas to');
mkdirSync(folder, { recursive: true });
for (const [name, schema] of publishedSchemas()) writeFileSync(`${folder}/${name}`, published(schema));
