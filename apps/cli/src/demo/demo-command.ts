import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { UsageError } from '@app/host';
import { messageOf } from '@app/platform';
import { Command } from 'commander';
import { jsonOption, type JsonOptions } from '../options/json-option.ts';
import { progressLineOn } from '../progress-line.ts';
import { withMigratedStore } from '../store/with-migrated-store.ts';
import { type DemoFiles, demoJson, type DemoOutcome, demoText } from './demo-report.ts';
import { runDemo } from './run-demo.ts';

type Options = JsonOptions & Readonly<{ out?: string }>;

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

const timed = async (files: DemoFiles): Promise<DemoOutcome> => {
  const began = performance.now();
  const progressLine = progressLineOn(process.stderr);
  progressLine.done('starting an embedded Postgres for the demo');
  const outcome = await withMigratedStore(undefined, async (database) => {
    const done = await runDemo(database, files, progressLine);
    progressLine.done(`the books are taken as of ${done.asOf}`);
    return done;
  });
  return { ...outcome, seconds: (performance.now() - began) / 1000 };
};

export const demoCommand = (): Command =>
  new Command('demo')
    .description('replay two years of a made-up company in an embedded Postgres, and show its ACV by month')
    .option('--out <folder>', 'the folder for snapshots, contracts and refused lines (default: a new temporary one)')
    .addOption(jsonOption())
    .action(async ({ out, json }: Options) => {
      const outcome = await timed(filesIn(await outFolder(out)));
      process.stdout.write(`${json === true ? demoJson(outcome) : demoText(outcome)}\n`);
    });
