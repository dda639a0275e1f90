import { readFile } from 'node:fs/promises';
import type { FxRate } from '@app/domain';
import { isRatesFault, readRates } from '@app/wire';
import { UsageError } from '../usage-error.ts';

/** The rates of a file that is an argument. Throws `UsageError`. */
export const givenRates = async (file: string): Promise<readonly FxRate[]> => {
  const read = readRates(await textOf(file));
  if (isRatesFault(read)) throw new UsageError(`${file}: ${read.message}`);
  return read;
};

const textOf = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`${file} cannot be read (${cause instanceof Error ? cause.message : String(cause)})`);
  }
};
