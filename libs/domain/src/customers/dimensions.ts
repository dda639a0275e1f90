import type { Policy } from '../policy/policy.ts';

/** The segment of a customer without the attribute, or of one that is not active. */
export const NO_SEGMENT = '(none)';

/** The dimensions of a policy in the order in which a customer's segments are listed. */
export const dimensionsOf = ({ dimensions }: Pick<Policy, 'dimensions'>): readonly string[] => [
  'all',
  ...dimensions,
  'cohort',
  'acv_band',
];
