// Writes `docs/schemas` anew: `node libs/wire/write-schemas.mjs`. Runs the TypeScript as it is.
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const root = new URL('../../', import.meta.url);
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier.startsWith('@app/') ? `${root}libs/${specifier.slice(5)}/src/index.ts` : specifier, context),
});

const { published, publishedSchemas } = await import('./src/schema/published.ts');
for (const [name, schema] of publishedSchemas())
  writeFileSync(new URL(`docs/schemas/${name}`, root), published(schema));
