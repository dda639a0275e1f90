import type { Timeline } from '../facts/governing-event.ts';
import type { Trial } from '../lines/lines-on-day.ts';
import { trialOf } from '../lines/trial.ts';
import type { Policy } from '../policy/policy.ts';
import { type GovernedValues, governedValues } from './rates-as-governed.ts';

/** The rules of the policy by which contracts are measured. */
export type ValuationPolicy = Pick<Policy, 'ramp' | 'amendmentBasis' | 'discounts' | 'renewalGraceDays'>;

/** The values along the timeline of a contract, its trial, and the policy that both follow. */
export type Valuation = Readonly<{ governed: GovernedValues; trial: Trial | null; policy: ValuationPolicy }>;

/** Finds the trial in a whole timeline. A timeline that lacks its first entries needs the trial as an argument. */
export const valuationOf = (
  timeline: Timeline,
  policy: ValuationPolicy,
  trial: Trial | null = trialOf(timeline, policy.renewalGraceDays),
): Valuation => ({
  governed: governedValues(timeline, { graceDays: policy.renewalGraceDays, trial }),
  trial,
  policy,
});
