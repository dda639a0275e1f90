import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { UsageError } from '@app/host';
import { messageOf } from '@app/platform';
import { Command } from 'commander';
import { digitsOption, type DigitsOptions, placesFrom } from '../options/digits-option.ts';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { portFrom, portOption, type PortOptions } from '../options/port-option.ts';
import { type ProgressLine, progressLineOn } from '../progress-line.ts';
import { assertNoBooks, emptyBooks, withMigratedStore } from '../store/with-store.ts';
import { type DemoFiles, demoJson, type DemoOutcome, demoText } from './demo-report.ts';
import { runDemo } from './run-demo.ts';

/** The folder for the books. Its name says whose it is: each demo begins by emptying it. */
const BOOKS = 'acv-demo-books';

type Options = DigitsOptions & JsonOptions & PortOptions & Readonly<{ out?: string; books: string; once?: true }>;

/** The given folder, or a new temporary one, so that the demo leaves nothing in the folder where it is started. */
const outFolder = async (given: string | undefined): Promise<string> => {
  try {
    if (given === undefined) return await mkdtemp(join(tmpdir(), 'acv-demo-'));
    await mkdir(given, { recursive: true });
    return resolve(given);
  } catch (cause) {
    throw new UsageError(`--out: the folder cannot be created (${messageOf(cause)})`, { cause });
  }
};

const filesIn = (folder: string): DemoFiles => ({
  snapshots: join(folder, 'snapshots.jsonl'),
  contracts: join(folder, 'contracts.jsonl'),
  refused: join(folder, 'refused.jsonl'),
});

/** Throws `UsageError` if the folder has books that may be somebody's. */
const assertFree = (folder: string): Promise<void> =>
  basename(resolve(folder)) === BOOKS ? emptyBooks(folder) : assertNoBooks(folder);

const timed = async (files: DemoFiles, books: string, progressLine: ProgressLine): Promise<DemoOutcome> => {
  const began = performance.now();
  progressLine.done('starting an embedded Postgres for the demo');
  await assertFree(books);
  const outcome = await withMigratedStore({ books }, async (database) => {
    const done = await runDemo(database, files, progressLine);
    progressLine.done(`the books are taken as of ${done.asOf}`);
    return done;
  });
  return { ...outcome, books, seconds: (performance.now() - began) / 1000 };
};

export const demoCommand = (): Command =>
  new Command('demo')
    .description(
      'replay two years of a made-up company in an embedded Postgres, show its ACV by month, and serve the page on ' +
        'which it lives on',
    )
    .option('--out <folder>', 'the folder for snapshots, contracts and refused lines (default: a new temporary one)')
    .option(
      '--books <folder>',
      'the folder to keep the books in; it must have none yet, unless it is the default',
      BOOKS,
    )
    .option('--once', 'print the tables and end; --json does so too')
    .addOption(portOption())
    .addOption(digitsOption())
    .addOption(jsonOption())
    .action(async ({ out, books, json, once, port: asked, ...digits }: Options) => {
      const places = placesFrom(digits);
      const port = portFrom({ port: asked });
      const progressLine = progressLineOn(process.stderr);
      const outcome = await timed(filesIn(await outFolder(out)), books, progressLine);
      process.stdout.write(`${json === true ? demoJson(outcome) : demoText(outcome, places)}\n`);
      if (once === true || json === true) return;
      // Loaded here, because the tables need no web server.
      const { serveLive } = await import('./live/serve-live.ts');
      await serveLive({ books, port, progressLine });
    });
