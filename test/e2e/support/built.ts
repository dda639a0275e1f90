import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { root } from './compose.ts';

const run = promisify(execFile);

const BUILD = `import { ensureBuilt } from './tools/ensure-built.mjs'; await ensureBuilt();`;

/**
 * Builds the apps where they do not stand for the sources as they are; suites that start at once wait for one build. A
 * process of its own: errors of the test runner's sandbox are not the ones that the build looks for.
 */
export const built = async (): Promise<void> => {
  await run(process.execPath, ['--input-type=module', '--eval', BUILD], { cwd: root });
};
