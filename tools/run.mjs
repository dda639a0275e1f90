// @ts-check
import { ensureBuilt } from './ensure-built.mjs';

/**
 * Runs a service or a command in this process after a build if one is needed, so that exit code and signals are its
 * own. It runs in the user's folder, because npm starts scripts in the folder of the project.
 */
const run = async () => {
  await ensureBuilt();
  if (process.env.npm_lifecycle_event && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  await import('../bin/acv-stream.mjs');
};

try {
  await run();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
