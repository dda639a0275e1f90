import type { Period } from '@app/domain';
import {
  type Page,
  type PageAsked,
  pageOf,
  ReportedSnapshots,
  type SegmentName,
  type SnapshotRevision,
  type SnapshotsAsked,
} from '@app/processing';
import type { Database } from '../database/database.ts';
import { readUnderPolicy } from '../reading/read-under-policy.ts';
import { currentRevision } from '../store/current-revisions.ts';
import { reportedSegments } from '../store/reported-segments.ts';
import { revisionFrom, type RevisionRow } from '../store/revision-row.ts';
import { REPORTED_SNAPSHOTS } from './reported-snapshots.sql.ts';

/** Reads what was reported. Each page is of one state of the store, so a long list goes on while snapshots are taken. */
export class PostgresReportedSnapshots extends ReportedSnapshots {
  constructor(
    private readonly database: Database,
    private readonly options: Readonly<{ policyId: string }>,
  ) {
    super();
  }

  async page(asked: SnapshotsAsked, { after, limit }: PageAsked): Promise<Page<SnapshotRevision>> {
    const { grain, from, to, dimensions, segments, knownAt } = asked;
    const [period, dimension, segment] = after ?? [null, null, null];
    const rows = await readUnderPolicy(this.database, this.options.policyId, ({ query }) =>
      query<RevisionRow>(REPORTED_SNAPSHOTS, [
        ...[grain, from, to, dimensions, segments, knownAt],
        ...[period, dimension, segment, limit + 1],
      ]),
    );
    return pageOf(rows.map(revisionFrom), limit, (row) => [row.period, row.dimension, row.segment]);
  }

  async current(period: Period, segment: SegmentName): Promise<SnapshotRevision | null> {
    return readUnderPolicy(this.database, this.options.policyId, (transaction) =>
      currentRevision(transaction, period, segment),
    );
  }

  async segments(dimension: string): Promise<readonly string[]> {
    return readUnderPolicy(this.database, this.options.policyId, (transaction) =>
      reportedSegments(transaction, dimension),
    );
  }
}
