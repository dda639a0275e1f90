import { type Band, type CivilDate, Decimal, DEFAULT_POLICY, type FxPolicy, type Policy } from '@app/domain';
import { isObject } from '../fields/field.ts';
import { POLICY, type StatedPolicy } from './policy-fields.ts';

/** The reason why a policy is invalid: the key at fault, and a message that names it. */
export type PolicyFault = Readonly<{ key: string; message: string }>;

export const isPolicyFault = (read: Policy | PolicyFault): read is PolicyFault => 'message' in read;

/**
 * Reads a policy from a JSON object and fills in the defaults. A null key counts as absent; an unknown key is a fault.
 */
export const readPolicy = (json: unknown): Policy | PolicyFault => {
  if (!isObject(json)) return { key: '', message: 'the policy is not a JSON object' };
  const found = POLICY.fault(json, json);
  if (found === null) return policyOf(json as StatedPolicy);
  const key = found.path.slice(1);
  return { key, message: `policy: ${key} ${found.reason}` };
};

const policyOf = (stated: StatedPolicy): Policy => ({
  reportingCurrency: stated.reporting_currency ?? DEFAULT_POLICY.reportingCurrency,
  timezone: stated.timezone ?? DEFAULT_POLICY.timezone,
  ramp: stated.ramp ?? DEFAULT_POLICY.ramp,
  amendmentBasis: stated.amendment_basis ?? DEFAULT_POLICY.amendmentBasis,
  discounts: stated.discounts ?? DEFAULT_POLICY.discounts,
  grains: stated.grains ?? DEFAULT_POLICY.grains,
  fiscalYearStartMonth: stated.fiscal_year_start_month ?? DEFAULT_POLICY.fiscalYearStartMonth,
  dimensions: stated.dimensions ?? DEFAULT_POLICY.dimensions,
  bands: stated.bands ? bandsOf(stated.bands) : DEFAULT_POLICY.bands,
  cohortGrain: stated.cohort_grain ?? DEFAULT_POLICY.cohortGrain,
  fx: fxOf(stated),
  closeAfterDays: stated.close_after_days ?? DEFAULT_POLICY.closeAfterDays,
  renewalGraceDays: stated.renewal_grace_days ?? DEFAULT_POLICY.renewalGraceDays,
  periodsFrom: (stated.periods_from ?? DEFAULT_POLICY.periodsFrom) as CivilDate | null,
  signals: signalsOf(stated.signals ?? {}),
});

/** In ascending order of their lower edges, whatever the stated order. */
const bandsOf = (bands: NonNullable<StatedPolicy['bands']>): readonly Band[] =>
  bands.map(({ label, from }) => ({ label, from: new Decimal(from) })).sort((a, b) => a.from.comparedTo(b.from));

const fxOf = ({ fx, fx_date: date }: StatedPolicy): FxPolicy =>
  fx === 'constant' ? { mode: 'constant', date: date as CivilDate } : { mode: 'period_end' };

const signalsOf = (stated: NonNullable<StatedPolicy['signals']>): Policy['signals'] => ({
  compressionPeriods: stated.compression_periods ?? DEFAULT_POLICY.signals.compressionPeriods,
  compressionNrrBand: new Decimal(stated.compression_nrr_band ?? DEFAULT_POLICY.signals.compressionNrrBand),
  whaleShare: new Decimal(stated.whale_share ?? DEFAULT_POLICY.signals.whaleShare),
  swing: new Decimal(stated.swing ?? DEFAULT_POLICY.signals.swing),
});
