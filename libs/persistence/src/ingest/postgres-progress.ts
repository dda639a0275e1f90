import { Progress } from '@app/processing';
import type { Database } from '../database/database.ts';

/** The next offset of a partition; by primary key. */
const NEXT_OFFSET = `SELECT next_offset::text FROM progress WHERE topic = $1 AND partition = $2`;

export class PostgresProgress extends Progress {
  constructor(private readonly database: Database) {
    super();
  }

  async nextOffset(topic: string, partition: number): Promise<bigint | null> {
    const [row] = await this.database.query<{ next_offset: string }>(NEXT_OFFSET, [topic, partition]);
    return row === undefined ? null : BigInt(row.next_offset);
  }
}
