import { type Lane, Outbox, type OutgoingRecord } from '@app/processing';
import type { Database } from '../database/database.ts';
import { tryRelay } from '../database/locks.ts';

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
