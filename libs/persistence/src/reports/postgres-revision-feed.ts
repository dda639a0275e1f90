import { type FedRevision, type FeedPlace, RevisionFeed } from '@app/processing';
import type { Querying } from '../database/database.ts';
import { revisionFrom, type RevisionRow } from '../store/revision-row.ts';

/** The last revision; by snapshot_take, backwards. A take commits before the next one gets a number. */
const LAST = `SELECT take_id::text, snapshot_id FROM snapshot ORDER BY snapshot.take_id DESC, snapshot_id DESC LIMIT 1`;

/** Whether there is a revision with this id in this take; by snapshot_take. */
const HAS = `SELECT FROM snapshot WHERE take_id = $1 AND snapshot_id = $2`;

/** The revisions behind a place; by snapshot_take. The order names the table, because the column of the result is text. */
const BEHIND = `
SELECT take_id::text, grain, period, dimension, segment, revision, snapshot_id, status, reason, measured_on::text,
  as_of::text, emitted_at, content::text AS content
FROM snapshot
WHERE (snapshot.take_id, snapshot_id) > ($1, $2)
ORDER BY snapshot.take_id, snapshot_id LIMIT $3`;

type PlaceRow = Readonly<{ take_id: string; snapshot_id: string }>;

const placeOf = ({ take_id, snapshot_id }: PlaceRow): FeedPlace => ({ takeId: take_id, snapshotId: snapshot_id });

export class PostgresRevisionFeed extends RevisionFeed {
  constructor(private readonly store: Querying) {
    super();
  }

  async last(): Promise<FeedPlace | null> {
    const [row] = await this.store.query<PlaceRow>(LAST);
    return row === undefined ? null : placeOf(row);
  }

  async has({ takeId, snapshotId }: FeedPlace): Promise<boolean> {
    return (await this.store.query(HAS, [takeId, snapshotId])).length > 0;
  }

  async behind(place: FeedPlace | null, limit: number): Promise<readonly FedRevision[]> {
    const { takeId, snapshotId } = place ?? { takeId: '0', snapshotId: '' };
    const rows = await this.store.query<RevisionRow & PlaceRow>(BEHIND, [takeId, snapshotId, limit]);
    return rows.map((row) => ({ place: placeOf(row), revision: revisionFrom(row) }));
  }
}
