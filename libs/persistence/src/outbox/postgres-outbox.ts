import { type Lane, Outbox, type OutgoingRecord } from '@app/processing';
import type { Database } from '../database/database.ts';
import { tryRelay } from '../database/locks.ts';

/** The topics with records in the outbox; by outbox_lane, with one probe a topic, however many records wait. */
const WAITING_TOPICS = `
WITH RECURSIVE found AS (
  (SELECT topic FROM outbox ORDER BY topic LIMIT 1)
  UNION ALL
  SELECT (SELECT outbox.topic FROM outbox WHERE outbox.topic > found.topic ORDER BY outbox.topic LIMIT 1)
  FROM found
  WHERE found.topic IS NOT NULL
)
SELECT topic FROM found WHERE topic IS NOT NULL`;

/** The number of records that wait in each lane, and the age of the oldest in seconds; one pass over the outbox. */
const WAITING_LANES = `
SELECT topic, count(*)::int AS waiting, extract(epoch FROM now() - min(created_at))::float8 AS age
FROM outbox
GROUP BY topic
ORDER BY topic`;

/**
 * The records of a lane with the smallest numbers, whichever was committed first; by outbox_lane. The order names the
 * table, because the column of the result is text, and as texts 10 comes before 9.
 */
const OLDEST_RECORDS = `
SELECT number::text, key, value, headers
FROM outbox
WHERE topic = $1
ORDER BY outbox.number LIMIT $2`;

/** Deletes published records, because snapshots and contracts hold their content; by primary key. */
const DELETE_PUBLISHED = `DELETE FROM outbox WHERE number = ANY($1::bigint[])`;

type OutboxRow = Readonly<{
  number: string;
  key: Buffer | null;
  value: Buffer | null;
  headers: Readonly<Record<string, string>>;
}>;

const outgoing =
  (topic: string) =>
  ({ number, key, value, headers }: OutboxRow): OutgoingRecord => ({
    number: BigInt(number),
    topic,
    key,
    value,
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text, 'base64')])),
  });

export class PostgresOutbox extends Outbox {
  constructor(private readonly database: Database) {
    super();
  }

  async topics(): Promise<readonly string[]> {
    const rows = await this.database.query<{ topic: string }>(WAITING_TOPICS);
    return rows.map(({ topic }) => topic);
  }

  async lanes(): Promise<readonly Lane[]> {
    const rows = await this.database.query<{ topic: string; waiting: number; age: number }>(WAITING_LANES);
    return rows.map(({ topic, waiting, age }) => ({ topic, waiting, oldestAgeSeconds: age }));
  }

  async publishNext(
    topic: string,
    limit: number,
    publish: (records: readonly OutgoingRecord[]) => Promise<void>,
  ): Promise<number | null> {
    return this.database.transaction('READ COMMITTED', async (transaction) => {
      if (!(await tryRelay(transaction, topic))) return null;
      const rows = await transaction.query<OutboxRow>(OLDEST_RECORDS, [topic, limit]);
      if (rows.length === 0) return 0;
      await publish(rows.map(outgoing(topic)));
      await transaction.query(DELETE_PUBLISHED, [rows.map(({ number }) => number)]);
      return rows.length;
    });
  }
}
