// Runs a TypeScript file of the bench, compiled as the tests are: `node bench/start.mjs bench/main.ts`.
import { importTypescript } from '../test/setup/import-typescript.mjs';

const [file = 'bench/main.ts'] = process.argv.splice(2, 1);
await importTypescript(file);
