import type { FxRate, Policy } from '@app/domain';
import { readPolicyFile } from './policy-file.ts';
import { readRatesFile } from './rates-file.ts';

export type GivenFiles = Readonly<{
  /** Null: the store's own, or the default. */
  policy: Policy | null;
  rates: readonly FxRate[];
}>;

/** Reads the files that a service's settings name. Throws `UsageError`. */
export const givenFiles = async ({
  policyFile,
  fxRatesFile,
}: Readonly<{ policyFile: string | null; fxRatesFile: string | null }>): Promise<GivenFiles> => ({
  policy: policyFile === null ? null : await readPolicyFile('POLICY_FILE', policyFile),
  rates: fxRatesFile === null ? [] : await readRatesFile('FX_RATES_FILE', fxRatesFile),
});
