import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { root } from './compose.ts';

const run = promisify(execFile);

const BUILD = `import { ensureBuilt } from './tools/ensure-built.mjs'; await ensureBuilt();`;

/**
 * Builds the apps if the sources have changed since the last build; suites that start at once wait for one build. The
 * build runs in a process of its own, because it does not recognise the errors of the test runner's sandbox.
 */
export const built = async (): Promise<void> => {
  await run(process.execPath, ['--input-type=module', '--eval', BUILD], { cwd: root });
};
