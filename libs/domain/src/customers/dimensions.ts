import type { Policy } from '../policy/policy.ts';

/** The dimension of the whole book, and its one segment. */
export const ALL = 'all';

/** The dimension of the period in which a customer's first active day falls. */
export const COHORT = 'cohort';

/** The dimension of the band that a customer's ARR falls in. */
export const ACV_BAND = 'acv_band';

/** The dimensions of every policy, in addition to the attributes that it names. */
export const BUILT_IN_DIMENSIONS: readonly string[] = [ALL, COHORT, ACV_BAND];

/** The segment of a customer without the attribute, or of one that is not active. */
export const NO_SEGMENT = '(none)';

/** The dimensions of a policy in the order in which a customer's segments are listed (definitions, section 6). */
export const dimensionsOf = ({ dimensions }: Pick<Policy, 'dimensions'>): readonly string[] => [
  ALL,
  ...dimensions,
  COHORT,
  ACV_BAND,
];
