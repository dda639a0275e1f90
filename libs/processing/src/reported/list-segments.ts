import type { Policy } from '@app/domain';
import { assertDimension } from './asked-segments.ts';
import type { ReportedSnapshots } from './reported-snapshots.ts';

/** The segments of a dimension that were reported in any period. */
export class ListSegments {
  constructor(
    private readonly reported: ReportedSnapshots,
    private readonly policy: Policy,
  ) {}

  /** In code-point order. Throws `OutOfRangeError` if the policy does not have the dimension. */
  async of(dimension: string): Promise<readonly string[]> {
    assertDimension(dimension, this.policy);
    return this.reported.segments(dimension);
  }
}
