import type { FxRate } from '@app/domain';
import { isRatesFault, readRates } from '@app/wire';
import { UsageError } from '../usage-error.ts';
import { readTextFile } from './text-file.ts';

/** The exchange rates in a CSV file. `name` is the option or setting that names the file. Throws `UsageError`. */
export const readRatesFile = async (name: string, file: string): Promise<readonly FxRate[]> => {
  const read = readRates(await readTextFile(name, file));
  if (isRatesFault(read)) throw new UsageError(`${name}: ${file}: ${read.message}`);
  return read;
};
