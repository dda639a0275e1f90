import type { Timeline } from '../facts/timeline.ts';
import type { Policy } from '../policy/policy.ts';
import { type GovernedValues, governedValues } from './rates-as-governed.ts';
import type { Trial } from '../lines/lines-on-day.ts';
import { trialOf } from '../lines/trial.ts';

/** The rules of the policy that the measures of a contract go by. */
export type ValuationPolicy = Pick<Policy, 'ramp' | 'amendmentBasis' | 'discounts' | 'renewalGraceDays'>;

/** Values along the timeline of a contract, its trial, and the policy that both are read by. */
export type Valuation = Readonly<{ governed: GovernedValues; trial: Trial | null; policy: ValuationPolicy }>;

/** The trial is found in the timeline where it is whole; of the tail of one it is given. */
export const valuationOf = (
  timeline: Timeline,
  policy: ValuationPolicy,
  trial: Trial | null = trialOf(timeline, policy.renewalGraceDays),
): Valuation => ({
  governed: governedValues(timeline, { graceDays: policy.renewalGraceDays, trial }),
  trial,
  policy,
});
