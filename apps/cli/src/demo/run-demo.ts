import { join } from 'node:path';
import { type CivilDate, parseCivilDate } from '@app/domain';
import { eventFiles, readPolicyFile, readRatesFile } from '@app/host';
import { type Database, PostgresMissingRates } from '@app/persistence';
import { latestNarrative, wholeBook } from '@app/processing';
import type { ProgressLine } from '../progress-line.ts';
import { replayAndReport } from '../replay/replay-and-report.ts';
import type { DemoFiles, DemoOutcome } from './demo-report.ts';
import { monthFigures } from './month-figures.ts';
import { samplesFolder } from './samples-folder.ts';

/** The last day of the sample book. */
const lastDay = (): CivilDate => {
  const day = parseCivilDate('2025-12-31');
  if (day === null) throw new Error('the last day of the sample book is not a date');
  return day;
};

/** Replays the sample book into an empty store, and reads the figures that the demo shows. */
export const runDemo = async (
  database: Database,
  files: DemoFiles,
  progressLine: ProgressLine,
): Promise<Omit<DemoOutcome, 'books' | 'seconds'>> => {
  const samples = samplesFolder();
  const asOf = lastDay();
  const policy = await readPolicyFile('demo', join(samples, 'policy.json'));
  const rates = await readRatesFile('demo', join(samples, 'rates.csv'));
  const source = await eventFiles('demo', [join(samples, 'events.jsonl.gz')]);
  const surroundings = { today: () => asOf, progressLine };
  const { totals, contracts, books } = await replayAndReport(
    database,
    { source, asOf, policy, rates },
    files,
    surroundings,
  );
  return {
    asOf,
    reportingCurrency: policy.reportingCurrency,
    totals,
    contracts,
    months: await monthFigures(books),
    narrative: latestNarrative(await wholeBook(books), policy),
    missing: await new PostgresMissingRates(database, policy).inPeriods(),
    files,
  };
};
