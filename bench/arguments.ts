import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Size } from './services/world.ts';

export const USAGE = `npm run bench -- [--only ingest|tracing|replay|growth|snapshots|cold|freshness|trickle|frugal|scaling|webhooks|api]… [--json FILE] [--keep FOLDER] [--quick | --full]

Measures all or some of the speed goals. Writes docs/benchmarks.md and docs/benchmarks.json, and with --json also FILE;
the results of a suite replace its former ones. --quick: small numbers, to see that it works; docs is left alone.
--full: the sizes of the goals, where the usual ones are smaller. --keep: keeps the databases in FOLDER, so that the next
run finds the large book of the API there.
`;

export type Asked = Readonly<{ only: readonly string[]; json: string | null; keep: string | null; size: Size }>;

/** Null if the arguments are invalid. */
export const argumentsOf = (args: readonly string[], known: readonly string[]): Asked | null => {
  try {
    const { only, json, keep, quick, full } = parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', multiple: true },
        json: { type: 'string' },
        keep: { type: 'string' },
        quick: { type: 'boolean', default: false },
        full: { type: 'boolean', default: false },
      },
    }).values;
    if (only?.some((name) => !known.includes(name)) === true || (quick && full)) return null;
    return {
      only: known.filter((name) => only?.includes(name) ?? true),
      json: pathOf(json),
      keep: pathOf(keep),
      size: sizeOf(quick, full),
    };
  } catch {
    return null;
  }
};

/** npm starts scripts in the folder of the project, wherever it is called. */
const pathOf = (path: string | undefined): string | null =>
  path === undefined ? null : resolve(process.env['INIT_CWD'] ?? '.', path);

const sizeOf = (isQuick: boolean, isFull: boolean): Size => (isQuick ? 'quick' : isFull ? 'full' : 'usual');
