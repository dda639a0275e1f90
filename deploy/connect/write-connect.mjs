// Writes the schemas and tables anew: `node --disable-warning=ExperimentalWarning deploy/connect/write-connect.mjs`.
import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { SINK_TOPICS } from './sink-topics.ts';

for (const { name, schema, table } of SINK_TOPICS) {
  writeFileSync(
    new URL(`schemas/${name}.json`, import.meta.url),
    await format(JSON.stringify(schema), { parser: 'json', printWidth: 120 }),
  );
  writeFileSync(new URL(`tables/${name}.sql`, import.meta.url), table);
}
