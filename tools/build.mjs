// @ts-check
import { ensureBuilt } from './ensure-built.mjs';

try {
  await ensureBuilt({ always: true });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
