import type { CivilDate } from '@app/domain';
import { RevisionArchive } from '@app/processing';
import type { Database } from '../database/database.ts';
import { shareStore } from '../database/locks.ts';

/**
 * Revisions of snapshots that are open to this day, emitted before the last seven days ($1 is today, $2 the zone), but
 * for the last of each day. The current revision is the last of its day, so it always stays. One pass over the open ones.
 */
const THIN_REVISIONS = `
WITH open_now AS MATERIALIZED (
  SELECT grain, period, dimension, segment FROM snapshot_current WHERE status = 'open'
), dated AS (
  SELECT s.grain, s.period, s.dimension, s.segment, s.revision, s.status,
    (s.emitted_at AT TIME ZONE $2)::date AS day,
    row_number() OVER (
      PARTITION BY s.grain, s.period, s.dimension, s.segment, (s.emitted_at AT TIME ZONE $2)::date
      ORDER BY s.revision DESC
    ) AS from_last
  FROM snapshot s JOIN open_now USING (grain, period, dimension, segment)
), gone AS (
  DELETE FROM snapshot s USING dated d
  WHERE d.status = 'open' AND d.from_last > 1 AND d.day < $1::date - 6
    AND s.grain = d.grain AND s.period = d.period AND s.dimension = d.dimension AND s.segment = d.segment
    AND s.revision = d.revision
  RETURNING 1
)
SELECT count(*)::int AS gone FROM gone`;

export class PostgresRevisionArchive extends RevisionArchive {
  constructor(private readonly database: Database) {
    super();
  }

  async thin(today: CivilDate, timezone: string): Promise<number> {
    return this.database.transaction('READ COMMITTED', async (transaction) => {
      await shareStore(transaction);
      const [row] = await transaction.query<{ gone: number }>(THIN_REVISIONS, [today, timezone]);
      return row?.gone ?? 0;
    });
  }
}
