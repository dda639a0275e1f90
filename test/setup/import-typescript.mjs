import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';
import { swcOptions, swcOptionsOfMarkup } from './swc-options.mjs';

const root = dirname(dirname(import.meta.dirname));

/**
 * Imports a source file of this project outside a test: compiled as the tests are, with `@app/x` resolved to `libs/x`.
 * Jest compiles its set-up files only as CommonJS, so they need this. `changed` may replace the text of a file.
 */
export const importTypescript = async (file, changed = (_filename, text) => text) => {
  const hooks = registerHooks({
    resolve: (specifier, context, next) => {
      const [, room, part = ''] = /^@app\/(\w+)(?:\/(\w+))?$/.exec(specifier) ?? [];
      return next(room ? pathToFileURL(join(root, 'libs', room, 'src', part, 'index.ts')).href : specifier, context);
    },
    load: (url, context, next) => {
      if (!/^file:.*\.tsx?$/.test(url) || url.includes('/node_modules/')) return next(url, context);
      const filename = fileURLToPath(url);
      const { code } = transformSync(changed(filename, readFileSync(filename, 'utf8')), {
        ...(filename.endsWith('.tsx') ? swcOptionsOfMarkup : swcOptions),
        swcrc: false,
        filename,
      });
      return { format: 'module', source: code, shortCircuit: true };
    },
  });
  try {
    return await import(pathToFileURL(join(root, file)).href);
  } finally {
    hooks.deregister();
  }
};
