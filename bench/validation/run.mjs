// Runs compare.ts without compiling it first: `node bench/validation/run.mjs`.
import { registerHooks } from 'node:module';

const libs = new URL('../../libs/', import.meta.url);
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier.startsWith('@app/') ? `${libs}${specifier.slice(5)}/src/index.ts` : specifier, context),
});

await import('./compare.ts');
