import { join } from 'node:path';
import { root } from '../../test/e2e/support/compose.ts';
import { type Child, startChild } from '../measure/child.ts';
import type { Store } from '../services/store.ts';

const RUN = join(root, 'tools/run.mjs');

/** The command line, as `npm run acv` starts it. */
export const startAcv = (args: readonly string[]): Child =>
  startChild(process.execPath, ['--disable-warning=ExperimentalWarning', RUN, ...args]);

/** Runs it to its end; throws with its output if it fails. */
export const runAcv = async (args: readonly string[]): Promise<void> => {
  const child = startAcv(args);
  if ((await child.ended) !== 0) throw new Error(`acv ${args.join(' ')}:\n${child.output().slice(-4_000)}`);
};

/** Creates the schema in an empty database. */
export const migrate = (store: Store): Promise<void> => runAcv(['migrate', '--database-url', store.url]);
