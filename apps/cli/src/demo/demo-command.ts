import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CivilDate } from '@app/domain';
import { Command } from 'commander';
import { dateFromArgument, policyFrom, ratesFrom } from '../files/read-inputs.ts';
import { type Progress, progressOn } from '../progress.ts';
import { replay } from '../replay/replay.ts';
import { withDatabase } from '../replay/replay-command.ts';
import { UsageError } from '../usage-error.ts';
import { type DemoFiles, demoJson, type DemoOutcome, demoText } from './demo-report.ts';
import { monthFigures } from './month-figures.ts';
import { samplesFolder } from './samples-folder.ts';

type Options = Readonly<{ out?: string; json?: true }>;

/** The last day that the sample book tells of. */
const AS_OF = '2025-12-31';

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

const run = async (files: DemoFiles, asOf: CivilDate, progress: Progress): Promise<DemoOutcome> => {
  const began = performance.now();
  const samples = samplesFolder();
  const policy = await policyFrom(join(samples, 'policy.json'));
  const rates = await ratesFrom(join(samples, 'rates.csv'));
  const input = { files: [join(samples, 'events.jsonl.gz')], asOf, policy, rates };
  progress.done('starting an embedded Postgres, for the time of the demo');
  const outcome = await withDatabase(undefined, async (database) => {
    const replayed = await replay(database, input, files, { today: () => asOf, progress });
    const read = { ...replayed, months: await monthFigures(replayed.books) };
    progress.done(`the books are taken as of ${asOf}`);
    return read;
  });
  const { totals, contracts, months } = outcome;
  const seconds = (performance.now() - began) / 1000;
  return { asOf, reportingCurrency: policy.reportingCurrency, totals, contracts, months, files, seconds };
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
      const files = filesIn(await outFolder(out));
      const outcome = await run(files, dateFromArgument('demo', AS_OF), progressOn(process.stderr));
      process.stdout.write(`${json === true ? demoJson(outcome) : demoText(outcome)}\n`);
    });
