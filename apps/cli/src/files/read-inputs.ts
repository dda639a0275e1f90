import { readFile } from 'node:fs/promises';
import { type CivilDate, type FxRate, parseCivilDate, type Policy } from '@app/domain';
import { isPolicyFault, isRatesFault, readPolicy, readRates } from '@app/wire';
import { UsageError } from '../usage-error.ts';

const text = async (file: string, what: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`${what}: ${file} cannot be read (${cause instanceof Error ? cause.message : String(cause)})`);
  }
};

const parsed = (json: string, file: string): unknown => {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new UsageError(`--policy: ${file} is not JSON (${cause instanceof Error ? cause.message : String(cause)})`);
  }
};

export const policyFrom = async (file: string): Promise<Policy> => {
  const read = readPolicy(parsed(await text(file, '--policy'), file));
  if (isPolicyFault(read)) throw new UsageError(`--policy: ${read.message}`);
  return read;
};

export const ratesFrom = async (file: string): Promise<readonly FxRate[]> => {
  const read = readRates(await text(file, '--fx'));
  if (isRatesFault(read)) throw new UsageError(`--fx: ${file}: ${read.message}`);
  return read;
};

export const dateFromArgument = (name: string, value: string): CivilDate => {
  const date = parseCivilDate(value);
  if (date === null) throw new UsageError(`${name}: ${value} is not a date (YYYY-MM-DD)`);
  return date;
};
