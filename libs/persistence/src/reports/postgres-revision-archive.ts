import type { CivilDate } from '@app/domain';
import { RevisionArchive } from '@app/processing';
import type { Database } from '../database/database.ts';
import { shareStore } from '../database/locks.ts';

/**
 * Deletes revisions of snapshots that are still open, except those of the last seven days, the last one of each day, and
 * those that a mark names, each the last one until its instant. $1 is today, $2 the time zone. The current revision
 * always stays, because it is the last of its day. One pass over the revisions of open snapshots; deletes by primary
 * key.
 */
const THIN_REVISIONS = `
WITH open_now AS MATERIALIZED (
  SELECT grain, period, dimension, segment FROM snapshot_current WHERE status = 'open'
), dated AS (
  SELECT snapshot.grain, snapshot.period, snapshot.dimension, snapshot.segment, snapshot.revision, snapshot.status,
    (snapshot.emitted_at AT TIME ZONE $2)::date AS day,
    row_number() OVER (
      PARTITION BY snapshot.grain, snapshot.period, snapshot.dimension, snapshot.segment,
        (snapshot.emitted_at AT TIME ZONE $2)::date
      ORDER BY snapshot.revision DESC
    ) AS from_last,
    snapshot.emitted_at,
    lead(snapshot.emitted_at) OVER (
      PARTITION BY snapshot.grain, snapshot.period, snapshot.dimension, snapshot.segment ORDER BY snapshot.revision
    ) AS next_at
  FROM snapshot
  JOIN open_now USING (grain, period, dimension, segment)
), deleted AS (
  DELETE FROM snapshot USING dated
  WHERE dated.status = 'open' AND dated.from_last > 1 AND dated.day < $1::date - 6
    AND NOT EXISTS (SELECT FROM mark WHERE mark.known_at >= dated.emitted_at AND mark.known_at < dated.next_at)
    AND snapshot.grain = dated.grain
    AND snapshot.period = dated.period
    AND snapshot.dimension = dated.dimension
    AND snapshot.segment = dated.segment
    AND snapshot.revision = dated.revision
  RETURNING 1
)
SELECT count(*)::int AS deleted FROM deleted`;

export class PostgresRevisionArchive extends RevisionArchive {
  constructor(private readonly database: Database) {
    super();
  }

  async thin(today: CivilDate, timezone: string): Promise<number> {
    return this.database.transaction('READ COMMITTED', async (transaction) => {
      await shareStore(transaction);
      const [row] = await transaction.query<{ deleted: number }>(THIN_REVISIONS, [today, timezone]);
      return row?.deleted ?? 0;
    });
  }
}
