import { createHash } from 'node:crypto';
import { DEFAULT_POLICY, plain, type Policy } from '@app/domain';
import type { JsonValue } from '../fields/json-schema.ts';
import { canonicalJson } from './canonical-json.ts';

type PolicyJson = Readonly<Record<string, JsonValue>>;

/** Every key of a policy under its name on the wire, decimals in plain form. */
const everyKey = (policy: Policy): PolicyJson => ({
  reporting_currency: policy.reportingCurrency,
  timezone: policy.timezone,
  ramp: policy.ramp,
  amendment_basis: policy.amendmentBasis,
  discounts: policy.discounts,
  grains: policy.grains,
  fiscal_year_start_month: policy.fiscalYearStartMonth,
  dimensions: policy.dimensions,
  bands: policy.bands.map(({ label, from }) => ({ label, from: plain(from) })),
  cohort_grain: policy.cohortGrain,
  fx: policy.fx.mode,
  ...(policy.fx.mode === 'constant' ? { fx_date: policy.fx.date } : {}),
  close_after_days: policy.closeAfterDays,
  renewal_grace_days: policy.renewalGraceDays,
  ...(policy.periodsFrom === null ? {} : { periods_from: policy.periodsFrom }),
});

const everySignal = ({ signals }: Policy): PolicyJson => ({
  compression_periods: signals.compressionPeriods,
  compression_nrr_band: plain(signals.compressionNrrBand),
  whale_share: plain(signals.whaleShare),
  swing: plain(signals.swing),
});

const same = (a: JsonValue | undefined, b: JsonValue | undefined): boolean =>
  (a === undefined ? '' : canonicalJson(a)) === (b === undefined ? '' : canonicalJson(b));

const besides = (stated: PolicyJson, defaults: PolicyJson): PolicyJson =>
  Object.fromEntries(Object.entries(stated).filter(([key, value]) => !same(value, defaults[key])));

/** The policy as JSON without the keys that have their default. `readPolicy` is the inverse. */
export const policyJson = (policy: Policy): PolicyJson => {
  const signals = besides(everySignal(policy), everySignal(DEFAULT_POLICY));
  const keys = besides(everyKey(policy), everyKey(DEFAULT_POLICY));
  return Object.keys(signals).length === 0 ? keys : { ...keys, signals };
};

/** SHA-256 of the RFC 8785 form of `policyJson`, in hex (definitions, section 9). */
export const policyId = (policy: Policy): string =>
  createHash('sha256')
    .update(canonicalJson(policyJson(policy)), 'utf8')
    .digest('hex');

/**
 * A key whose value differs, with both values as JSON; null if a policy does not have it (`fx_date`, `periods_from`).
 */
export type PolicyDifference = Readonly<{ key: string; stored: string | null; given: string | null }>;

const flat = (policy: Policy): PolicyJson => ({
  ...everyKey(policy),
  ...Object.fromEntries(Object.entries(everySignal(policy)).map(([key, value]) => [`signals.${key}`, value])),
});

const textOf = (value: JsonValue | undefined): string | null => (value === undefined ? null : canonicalJson(value));

/** The keys that differ, in the order of the documentation; empty exactly if the ids are equal. */
export const policyDifference = (stored: Policy, given: Policy): readonly PolicyDifference[] => {
  const [a, b] = [flat(stored), flat(given)];
  return Object.keys({ ...a, ...b })
    .filter((key) => !same(a[key], b[key]))
    .map((key) => ({ key, stored: textOf(a[key]), given: textOf(b[key]) }));
};
