import type { CivilDate } from '../calendar/civil-date.ts';
import type { Policy } from '../policy/policy.ts';
import type { ActiveContract } from './active-contract.ts';
import { acvBandOf } from './acv-band.ts';
import { attributeSegment } from './attribute-segment.ts';
import { cohortOf } from './cohort.ts';
import { customerArr } from './customer-arr.ts';
import { dimensionsOf, NO_SEGMENT } from './dimensions.ts';
import { primaryContract } from './primary-contract.ts';
import type { ReportingContract } from './reporting-contracts.ts';

type SegmentPolicy = Pick<Policy, 'dimensions' | 'bands' | 'cohortGrain' | 'fiscalYearStartMonth'>;

const segmentsOfInactive = (policy: SegmentPolicy): readonly string[] =>
  dimensionsOf(policy).map((dimension) => (dimension === 'all' ? 'all' : NO_SEGMENT));

/**
 * The segment set of a customer: its one segment in each dimension, in the order of `dimensionsOf` (definitions,
 * section 6). A customer that is not active is in `all`, and in `(none)` of every other dimension.
 */
export const customerSegments = (
  contracts: readonly ReportingContract<Pick<ActiveContract, 'contractId' | 'attributes'>>[],
  firstActiveDay: CivilDate | null,
  policy: SegmentPolicy,
): readonly string[] => {
  const arr = customerArr(contracts);
  const primary = primaryContract(contracts);
  if (primary === null || !arr.gt(0)) return segmentsOfInactive(policy);
  return [
    'all',
    ...policy.dimensions.map((dimension) => attributeSegment(primary.attributes, dimension)),
    firstActiveDay === null ? NO_SEGMENT : cohortOf(firstActiveDay, policy),
    acvBandOf(arr, policy.bands),
  ];
};
