import { type Grain, grainOfLabel, type Period, periodLabelled, type Policy } from '@app/domain';
import { OutOfRangeError } from '../reports/out-of-range-error.ts';

const FINEST: readonly Grain[] = ['month', 'quarter', 'year'];

/** A grain, and the labels that a report begins and ends with. */
export type PeriodsAsked = Readonly<{ grain: Grain | null; from: string | null; to: string | null }>;

const reportedGrain = (grain: Grain, { grains }: Policy, field: 'grain' | 'from' | 'to' | 'period'): Grain => {
  if (grains.includes(grain)) return grain;
  throw new OutOfRangeError(field, `this store reports no ${grain}; choose one of ${grains.join(', ')}`);
};

/**
 * The grain that is asked for, or that of the labels, or the finest one of the policy. Throws `OutOfRangeError` if a
 * label has another grain, or the policy reports none of it.
 */
export const askedGrain = ({ grain, from, to }: PeriodsAsked, policy: Policy): Grain => {
  const finest = FINEST.find((each) => policy.grains.includes(each)) ?? 'month';
  const label = from ?? to;
  const chosen = grain ?? (label === null ? finest : (grainOfLabel(label) ?? finest));
  for (const [field, given] of [['from', from] as const, ['to', to] as const]) {
    const own = given === null ? chosen : grainOfLabel(given);
    if (own !== chosen) throw new OutOfRangeError(field, `${given} is not a ${chosen}`);
  }
  return reportedGrain(chosen, policy, grain === null && label !== null ? 'from' : 'grain');
};

/** The period with this label. Throws `OutOfRangeError` if the policy reports none of its grain. */
export const askedPeriod = (label: string, policy: Policy): Period => {
  const grain = grainOfLabel(label);
  if (grain === null) throw new OutOfRangeError('period', `${label} is not a period`);
  return periodLabelled(reportedGrain(grain, policy, 'period'), label, policy.fiscalYearStartMonth);
};
