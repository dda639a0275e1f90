import type { CivilDate, Period } from '@app/domain';
import { currentSnapshot } from '@app/wire';
import type { SegmentName } from '../snapshots/snapshot-store.ts';
import { assertCurrent } from './assert-current.ts';
import { explainedCustomer, type ExplainedCustomer } from './explained-customer.ts';
import type { ExplanationSource } from './explanation-source.ts';

/** Every customer that moved the ARR of a segment, the largest move at constant currency first. */
export type Movers = Readonly<{
  measuredOn: CivilDate;
  /** The currencies without a rate, whose customers are not in the list. */
  missingFx: readonly string[];
  customers: readonly ExplainedCustomer[];
}>;

/** The customers that moved a segment in a period. */
export class ListMovers {
  constructor(private readonly source: ExplanationSource) {}

  /** Null if the segment has no snapshot in the period. Throws `NotReportedError` if a former calculation withdrew it. */
  async of(period: Period, segment: SegmentName): Promise<Movers | null> {
    const found = await this.source.period(period, segment, Number.MAX_SAFE_INTEGER);
    if (found === null) return null;
    assertCurrent(found.snapshot);
    return {
      measuredOn: found.snapshot.measuredOn,
      missingFx: currentSnapshot(found.snapshot.content).missing_fx,
      customers: found.largestMoves.map(explainedCustomer),
    };
  }
}
