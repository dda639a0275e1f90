import { readFile } from 'node:fs/promises';
import type { FxRate, Policy } from '@app/domain';
import { isPolicyFault, isRatesFault, readPolicy, readRates } from '@app/wire';
import { StartFault } from './start-fault.ts';

export type GivenFiles = Readonly<{
  /** Null: the store's own, or the default. */
  policy: Policy | null;
  rates: readonly FxRate[];
}>;

const said = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

const textOf = async (name: string, file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new StartFault(`${name}: ${file} cannot be read (${said(cause)})`, { cause });
  }
};

const policyIn = async (file: string): Promise<Policy> => {
  const text = await textOf('POLICY_FILE', file);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new StartFault(`POLICY_FILE: ${file} is not JSON (${said(cause)})`, { cause });
  }
  const read = readPolicy(json);
  if (isPolicyFault(read)) throw new StartFault(`POLICY_FILE: ${read.message}`);
  return read;
};

const ratesIn = async (file: string): Promise<readonly FxRate[]> => {
  const read = readRates(await textOf('FX_RATES_FILE', file));
  if (isRatesFault(read)) throw new StartFault(`FX_RATES_FILE: ${file}: ${read.message}`);
  return read;
};

/** Reads what the settings name. Throws `StartFault`. */
export const givenFiles = async ({
  policyFile,
  fxRatesFile,
}: Readonly<{ policyFile: string | null; fxRatesFile: string | null }>): Promise<GivenFiles> => ({
  policy: policyFile === null ? null : await policyIn(policyFile),
  rates: fxRatesFile === null ? [] : await ratesIn(fxRatesFile),
});
