import { CALC_VERSION } from './calc-version.ts';

/** Why a revision was written; of several reasons the first in this order (definitions, section 9). */
export const REASONS = ['first', 'policy', 'calculation', 'fx', 'events', 'time'] as const;
export type Reason = (typeof REASONS)[number];

/** The reason of a segment's next revision. `cause` is the reason why its period was taken. */
export const revisionReason = (
  before: Readonly<{ policyId: string; calcVersion: string }> | null,
  policyId: string,
  cause: Reason,
): Reason => {
  if (before === null) return 'first';
  if (before.policyId !== policyId) return 'policy';
  return before.calcVersion === CALC_VERSION ? cause : 'calculation';
};
