import type { Policy } from '@app/domain';
import { storedSnapshot, type StoredSnapshot } from '@app/wire';
import type { Page, PageAsked } from '../lists/page.ts';
import type { SnapshotRevision } from '../snapshots/snapshot-store.ts';
import { askedGrain, type PeriodsAsked } from './asked-grain.ts';
import { assertDimension } from './asked-segments.ts';
import type { ReportedSnapshots, SnapshotsAsked } from './reported-snapshots.ts';

/** A revision with its content read. */
export type ReportedSnapshot = Readonly<{ revision: SnapshotRevision; content: StoredSnapshot }>;

export type SnapshotsQuestion = PeriodsAsked & Pick<SnapshotsAsked, 'dimensions' | 'segments' | 'knownAt'>;

export const reportedSnapshot = (revision: SnapshotRevision): ReportedSnapshot => ({
  revision,
  content: storedSnapshot(revision.content),
});

/** The snapshots as they are reported now, or as they were known at an instant. */
export class ListSnapshots {
  constructor(
    private readonly reported: ReportedSnapshots,
    private readonly policy: Policy,
  ) {}

  /** By period, dimension and segment. Throws `OutOfRangeError`. */
  async page(question: SnapshotsQuestion, page: PageAsked): Promise<Page<ReportedSnapshot>> {
    const grain = askedGrain(question, this.policy);
    for (const dimension of question.dimensions ?? []) assertDimension(dimension, this.policy);
    const { rows, next } = await this.reported.page({ ...question, grain }, page);
    return { rows: rows.map(reportedSnapshot), next };
  }
}
