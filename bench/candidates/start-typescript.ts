import { join } from 'node:path';
import { type Child, startChild } from '../measure/child.ts';

const START = join(import.meta.dirname, '../start.mjs');

/** Starts a TypeScript program of the bench in a process of its own. */
export const startTypescript = (file: string, environment: Readonly<Record<string, string>>): Child =>
  startChild(process.execPath, [START, file], environment);
