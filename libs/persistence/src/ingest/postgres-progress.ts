import { type PartitionLog, Progress } from '@app/processing';
import type { Database } from '../database/database.ts';

/** The next offset of a partition; by primary key. */
const NEXT_OFFSET = `SELECT next_offset::text FROM progress WHERE topic = $1 AND partition = $2`;

/**
 * Writes only what is new, because consumers look at their logs every few seconds. In the order of the partitions, so that
 * two consumers cannot deadlock. The topic may have been created again with fewer partitions.
 */
const SEE_LOG_ENDS = `
WITH gone AS (
  DELETE FROM first_log_end WHERE topic = $1 AND partition <> ALL($2::integer[])
)
INSERT INTO first_log_end (topic, partition, log_end)
SELECT $1, seen.partition, seen.log_end FROM unnest($2::integer[], $3::bigint[]) AS seen(partition, log_end)
WHERE NOT EXISTS (
  SELECT FROM first_log_end AS known
  WHERE known.topic = $1 AND known.partition = seen.partition AND known.log_end <= seen.log_end
)
ORDER BY seen.partition
ON CONFLICT (topic, partition) DO UPDATE SET log_end = least(first_log_end.log_end, excluded.log_end)`;

export class PostgresProgress extends Progress {
  constructor(private readonly database: Database) {
    super();
  }

  async nextOffset(topic: string, partition: number): Promise<bigint | null> {
    const [row] = await this.database.query<{ next_offset: string }>(NEXT_OFFSET, [topic, partition]);
    return row === undefined ? null : BigInt(row.next_offset);
  }

  async seeLogEnds(topic: string, logs: readonly PartitionLog[]): Promise<void> {
    // An empty log may begin, and end, at any offset. There is nothing to read in it.
    const ends = logs.map(({ first, end }) => String(first < end ? end : 0n));
    await this.database.query(SEE_LOG_ENDS, [topic, logs.map(({ partition }) => partition), ends]);
  }
}
