import { ALL, type Grain, type Policy } from '@app/domain';
import { everySnapshot } from './every-snapshot.ts';
import { type ReportedSnapshot, reportedSnapshot } from './list-snapshots.ts';
import type { ReportedSnapshots } from './reported-snapshots.ts';

/** The periods that are reported, with the snapshot of the whole book in each. */
export class ListPeriods {
  constructor(
    private readonly reported: ReportedSnapshots,
    private readonly policy: Policy,
  ) {}

  /** By grain in the policy's order, then in time. Null: of every grain. */
  async of(grain: Grain | null): Promise<readonly ReportedSnapshot[]> {
    const periods: ReportedSnapshot[] = [];
    for (const each of this.policy.grains.filter((own) => grain === null || own === grain)) {
      const asked = { grain: each, from: null, to: null, dimensions: [ALL], segments: null, knownAt: null };
      for await (const revisions of everySnapshot(this.reported, asked)) {
        periods.push(...revisions.map(reportedSnapshot));
      }
    }
    return periods;
  }
}
