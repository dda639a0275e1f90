import { join } from 'node:path';
import { type CivilDate, parseCivilDate } from '@app/domain';
import type { Database } from '@app/persistence';
import { policyFrom, ratesFrom } from '../files/read-inputs.ts';
import type { Progress } from '../progress.ts';
import { replay } from '../replay/replay.ts';
import type { DemoFiles, DemoOutcome } from './demo-report.ts';
import { monthFigures } from './month-figures.ts';
import { samplesFolder } from './samples-folder.ts';

/** The last day that the sample book tells of. */
const lastDay = (): CivilDate => {
  const day = parseCivilDate('2025-12-31');
  if (day === null) throw new Error('the sample book ends on no day');
  return day;
};

/** Replays the sample book into an empty store, and reads what the demo shows of it. */
export const runDemo = async (
  database: Database,
  files: DemoFiles,
  progress: Progress,
): Promise<Omit<DemoOutcome, 'seconds'>> => {
  const samples = samplesFolder();
  const asOf = lastDay();
  const policy = await policyFrom(join(samples, 'policy.json'));
  const rates = await ratesFrom(join(samples, 'rates.csv'));
  const input = { files: [join(samples, 'events.jsonl.gz')], asOf, policy, rates };
  const { totals, contracts, books } = await replay(database, input, files, { today: () => asOf, progress });
  return {
    asOf,
    reportingCurrency: policy.reportingCurrency,
    totals,
    contracts,
    months: await monthFigures(books),
    files,
  };
};
