import { type Lane, Outbox, type OutgoingRecord } from '@app/processing';
import type { Database } from '../database/database.ts';
import { tryRelay } from '../database/locks.ts';

/** By outbox_lane, from topic to topic: one probe each, however many records wait. */
const TOPICS = `
WITH RECURSIVE found AS (
  (SELECT topic FROM outbox ORDER BY topic LIMIT 1)
  UNION ALL
  SELECT (SELECT o.topic FROM outbox o WHERE o.topic > f.topic ORDER BY o.topic LIMIT 1) FROM found f
  WHERE f.topic IS NOT NULL
)
SELECT topic FROM found WHERE topic IS NOT NULL`;

const LANES = `
SELECT topic, count(*)::int AS waiting, extract(epoch FROM now() - min(created_at))::float8 AS age
FROM outbox GROUP BY topic ORDER BY topic`;

/** By outbox_lane: the oldest first, whatever was committed when. */
const OLDEST = `SELECT number::text, key, value, headers FROM outbox WHERE topic = $1 ORDER BY number LIMIT $2`;

/** What is published needs no row any more: what was reported stands in the books. */
const PUBLISHED = `DELETE FROM outbox WHERE number = ANY($1::bigint[])`;

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
    const rows = await this.database.query<{ topic: string }>(TOPICS);
    return rows.map(({ topic }) => topic);
  }

  async lanes(): Promise<readonly Lane[]> {
    const rows = await this.database.query<{ topic: string; waiting: number; age: number }>(LANES);
    return rows.map(({ topic, waiting, age }) => ({ topic, waiting, oldestAgeSeconds: age }));
  }

  async publishNext(
    topic: string,
    limit: number,
    publish: (records: readonly OutgoingRecord[]) => Promise<void>,
  ): Promise<number | null> {
    return this.database.transaction('READ COMMITTED', async (transaction) => {
      if (!(await tryRelay(transaction, topic))) return null;
      const rows = await transaction.query<OutboxRow>(OLDEST, [topic, limit]);
      if (rows.length === 0) return 0;
      await publish(rows.map(outgoing(topic)));
      await transaction.query(PUBLISHED, [rows.map(({ number }) => number)]);
      return rows.length;
    });
  }
}
