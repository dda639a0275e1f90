import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '@app/host';

/** The folder of the sample book. It is searched for upwards, because sources and build lie at different depths. */
export const samplesFolder = (from: string = import.meta.dirname): string => {
  for (let folder = from, above = dirname(folder); ; folder = above, above = dirname(folder)) {
    const samples = join(folder, 'samples');
    if (existsSync(join(samples, 'events.jsonl.gz'))) return samples;
    if (above === folder)
      throw new UsageError('demo: there is no folder samples with events.jsonl.gz above the program');
  }
};
