// @ts-check
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { meanings } from './meanings.ts';

const root = import.meta.dirname;

/**
 * Writes `meanings.json` beside the page: what each figure means.
 *
 * @returns {import('vite').Plugin}
 */
const writtenMeanings = () => ({
  name: 'meanings',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'meanings.json', source: JSON.stringify(meanings()) });
  },
});

export default defineConfig({
  root,
  base: './',
  logLevel: 'warn',
  plugins: [writtenMeanings()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: {
    alias: {
      '@app/charts': join(root, '../../libs/charts/src/index.ts'),
      '@app/wording': join(root, '../../libs/wording/src/index.ts'),
    },
  },
  build: {
    outDir: join(root, '../../dist/dashboard'),
    emptyOutDir: true,
    target: 'es2024',
    // Browsers that know `light-dark()`, so that it is not rewritten.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    // An inlined asset would need `data:` in the content security policy.
    assetsInlineLimit: 0,
  },
});
