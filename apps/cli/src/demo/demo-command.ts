import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { progressOn } from '../progress.ts';
import { withDatabase } from '../replay/replay-command.ts';
import { UsageError } from '../usage-error.ts';
import { type DemoFiles, demoJson, type DemoOutcome, demoText } from './demo-report.ts';
import { runDemo } from './run-demo.ts';

type Options = Readonly<{ out?: string; json?: true }>;

/** Without a folder of one's own a new temporary one: wherever the demo is started, it leaves nothing behind there. */
const outFolder = async (given: string | undefined): Promise<string> => {
  try {
    if (given === undefined) return await mkdtemp(join(tmpdir(), 'acv-demo-'));
    await mkdir(given, { recursive: true });
    return resolve(given);
  } catch (cause) {
    throw new UsageError(`--out: no folder to write to (${cause instanceof Error ? cause.message : String(cause)})`);
  }
};

const filesIn = (folder: string): DemoFiles => ({
  snapshots: join(folder, 'snapshots.jsonl'),
  contracts: join(folder, 'contracts.jsonl'),
  refused: join(folder, 'refused.jsonl'),
});

const timed = async (files: DemoFiles): Promise<DemoOutcome> => {
  const began = performance.now();
  const progress = progressOn(process.stderr);
  progress.done('starting an embedded Postgres, for the time of the demo');
  const outcome = await withDatabase(undefined, async (database) => {
    const done = await runDemo(database, files, progress);
    progress.done(`the books are taken as of ${done.asOf}`);
    return done;
  });
  return { ...outcome, seconds: (performance.now() - began) / 1000 };
};

export const demoCommand = (): Command =>
  new Command('demo')
    .description('replay two years of a made-up company in an embedded Postgres, and show its ACV month by month')
    .option(
      '--out <folder>',
      'where snapshots, contracts and refused lines are written (default: a new temporary folder)',
    )
    .option('--json', 'print the figures as JSON instead of tables')
    .action(async ({ out, json }: Options) => {
      const outcome = await timed(filesIn(await outFolder(out)));
      process.stdout.write(`${json === true ? demoJson(outcome) : demoText(outcome)}\n`);
    });
