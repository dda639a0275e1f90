import type { Period } from '@app/domain';
import type { SegmentName, SnapshotRevision } from '@app/processing';
import type { Querying } from '../database/database.ts';
import { revisionFrom, type RevisionRow } from './revision-row.ts';

/** Every period with a snapshot; by primary key. */
const PERIODS_WITH_SNAPSHOTS = `SELECT DISTINCT grain, period FROM snapshot ORDER BY grain, period`;

/** The last revision of each segment of a period; by primary key. */
const CURRENT_REVISIONS = `
SELECT DISTINCT ON (dimension, segment) grain, period, dimension, segment, revision, snapshot_id, status, reason,
  measured_on::text, as_of::text, emitted_at, content::text AS content
FROM snapshot
WHERE grain = $1 AND period = $2
ORDER BY dimension, segment, revision DESC`;

/** The last revision of one segment in a period; by primary key, backwards. */
const CURRENT_REVISION = `
SELECT grain, period, dimension, segment, revision, snapshot_id, status, reason, measured_on::text, as_of::text,
  emitted_at, content::text AS content
FROM snapshot
WHERE grain = $1 AND period = $2 AND dimension = $3 AND segment = $4
ORDER BY revision DESC LIMIT 1`;

/** The current revision of a segment in a period; null if the segment was never reported in it. */
export const currentRevision = async (
  store: Querying,
  { grain, label }: Pick<Period, 'grain' | 'label'>,
  { dimension, segment }: SegmentName,
): Promise<SnapshotRevision | null> => {
  const [row] = await store.query<RevisionRow>(CURRENT_REVISION, [grain, label, dimension, segment]);
  return row === undefined ? null : revisionFrom(row);
};

/** The current revision of every snapshot, one period at a time, which bounds memory. */
export async function* currentRevisions(store: Querying): AsyncGenerator<readonly SnapshotRevision[]> {
  const periods = await store.query<{ grain: string; period: string }>(PERIODS_WITH_SNAPSHOTS);
  for (const { grain, period } of periods) {
    const rows = await store.query<RevisionRow>(CURRENT_REVISIONS, [grain, period]);
    yield rows.map(revisionFrom);
  }
}
