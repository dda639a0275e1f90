// @ts-check
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, root } from './ensure-built.mjs';

/**
 * Runs an app in this process, so that exit code and signals are its own. It runs in the user's folder, because npm
 * starts scripts in the folder of the project.
 *
 * @param {string} app
 * @param {readonly string[]} args
 */
const run = async (app, args) => {
  await ensureBuilt();
  const main = join(root, 'dist', 'apps', app, 'src', 'main.js');
  process.argv = [process.execPath, main, ...args];
  if (process.env.npm_lifecycle_event && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  await import(pathToFileURL(main).href);
};

const [app = 'cli', ...args] = process.argv.slice(2);
try {
  await run(app, args);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
