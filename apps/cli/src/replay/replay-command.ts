import { Database, DATABASE_DEFAULTS, startEmbeddedDatabase } from '@app/persistence';
import { Command } from 'commander';
import { dateFromArgument, policyFrom, ratesFrom } from '../files/read-inputs.ts';
import { checkWritable } from '../files/write-lines.ts';
import { progressOn } from '../progress.ts';
import { today } from '../today.ts';
import { askedReports, assertOver, type ReportOptions } from './reports/asked-reports.ts';
import { summaryTable } from './summary-table.ts';
import { replay, type ReplayOutcome } from './replay.ts';

type Options = ReportOptions &
  Readonly<{
    input: readonly string[];
    asOf?: string;
    policy?: string;
    fx?: string;
    out?: string;
    contracts?: string;
    refused?: string;
    databaseUrl?: string;
  }>;

/** Runs `work` on the given Postgres, or on an embedded one that goes when it is done. */
export const withDatabase = async <T>(
  url: string | undefined,
  work: (database: Database) => Promise<T>,
): Promise<T> => {
  const embedded = url === undefined ? await startEmbeddedDatabase() : null;
  try {
    const database = await Database.connect({ ...DATABASE_DEFAULTS, url: url ?? embedded?.url ?? '' });
    try {
      await database.migrate();
      return await work(database);
    } finally {
      await database.close();
    }
  } finally {
    await embedded?.stop();
  }
};

const run = async (options: Options): Promise<ReplayOutcome> => {
  const input = {
    files: options.input,
    asOf: options.asOf === undefined ? null : dateFromArgument('--as-of', options.asOf),
    policy: options.policy === undefined ? null : await policyFrom(options.policy),
    rates: options.fx === undefined ? [] : await ratesFrom(options.fx),
  };
  const reports = askedReports(options);
  if (input.asOf !== null) assertOver(reports, input.asOf);
  const output = {
    snapshots: options.out ?? null,
    contracts: options.contracts ?? null,
    refused: options.refused ?? null,
    reports,
  };
  await checkWritable('--out', output.snapshots);
  await checkWritable('--contracts', output.contracts);
  await checkWritable('--refused', output.refused);
  for (const { option, file } of reports) await checkWritable(option, file);
  const progress = progressOn(process.stderr);
  return withDatabase(options.databaseUrl, async (database) => {
    const outcome = await replay(database, input, output, { today, progress });
    progress.done(await summaryTable(outcome));
    return outcome;
  });
};

export const replayCommand = (): Command =>
  new Command('replay')
    .description('run the whole processing over files of events, in an embedded or a given Postgres')
    .requiredOption('--input <file...>', 'events, one a line (.jsonl, .jsonl.gz); - is standard input')
    .option('--as-of <date>', 'the day that the books are taken as of (default: today)')
    .option('--policy <file>', "how contracts are valued (default: the store's policy, or the built-in one)")
    .option('--fx <file>', 'exchange rates: currency,date,rate')
    .option('--out <file>', 'write the current revision of every snapshot; - is standard output')
    .option('--contracts <file>', 'write the measures of every contract on that day')
    .option('--refused <file>', 'write every refused event with its code and reason')
    .option('--compare <from-to-out...>', 'FROM TO OUT: write every figure between two days; may be repeated')
    .option('--ahead <months-out...>', 'MONTHS OUT: write what is signed for the coming months; may be repeated')
    .option('--renewals <month-out...>', 'MONTH OUT: write what was due in a month that is over; may be repeated')
    .option('--churn-reasons <from-to-out...>', 'FROM TO OUT: write why customers churned; may be repeated')
    .option('--products <day-out...>', 'DAY OUT: write the ARR of each product on a day; may be repeated')
    .option('--database-url <url>', 'a Postgres to keep the books in (default: an embedded one, gone afterwards)')
    .action(async (options: Options) => {
      await run(options);
    });
