import { type Lane, Outbox, type OutgoingRecord } from '@app/processing';
import type { Database } from '../database/database.ts';
import { bytesOfHeaders } from './headers-json.ts';

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

/** Locks a lane unless another relay holds it, and reads the clock in microseconds; by primary key. */
const LOCK_LANE = `
SELECT last_number::text, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint::text AS clock
FROM relay_lane
WHERE topic = $1 FOR UPDATE SKIP LOCKED`;

/** Opens a lane, and returns a row if it was missing; by primary key. */
const OPEN_LANE = `INSERT INTO relay_lane (topic, last_number) VALUES ($1, 0) ON CONFLICT DO NOTHING RETURNING topic`;

/**
 * The records of a lane with the smallest ids, whichever was committed first; by outbox_lane. The order names the
 * table, because the column of the result is text, and as texts 10 comes before 9.
 */
const OLDEST_RECORDS = `
SELECT outbox_id::text, key, value, headers
FROM outbox
WHERE topic = $1
ORDER BY outbox.outbox_id LIMIT $2`;

/** Deletes published records, because snapshots and contracts hold their content; each by primary key. */
const MARK_PUBLISHED = `
WITH published AS (DELETE FROM outbox WHERE outbox_id = ANY($1::bigint[]))
UPDATE relay_lane SET last_number = $3 WHERE topic = $2`;

type LaneRow = Readonly<{ last_number: string; clock: string }>;

type OutboxRow = Readonly<{
  outbox_id: string;
  key: Buffer | null;
  value: Buffer | null;
  headers: Readonly<Record<string, string>>;
}>;

/**
 * The number of the next record of a lane. A store that is restored from a backup has forgotten the numbers that it gave
 * out afterwards, but they are no higher than the clock: no relay publishes a million records a second.
 */
const nextNumber = ({ last_number, clock }: LaneRow): bigint => {
  const next = BigInt(last_number) + 1n;
  return next < BigInt(clock) ? BigInt(clock) : next;
};

const outgoing =
  (topic: string, first: bigint) =>
  ({ key, value, headers }: OutboxRow, index: number): OutgoingRecord => ({
    number: first + BigInt(index),
    topic,
    key,
    value,
    headers: bytesOfHeaders(headers),
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
    const next = () => this.#publishNext(topic, limit, publish);
    const published = await next();
    if (published !== null) return published;
    const [opened] = await this.database.query(OPEN_LANE, [topic]);
    return opened === undefined ? null : next();
  }

  #publishNext(
    topic: string,
    limit: number,
    publish: (records: readonly OutgoingRecord[]) => Promise<void>,
  ): Promise<number | null> {
    return this.database.transaction('READ COMMITTED', async ({ query }) => {
      const [lane] = await query<LaneRow>(LOCK_LANE, [topic]);
      if (lane === undefined) return null;
      const rows = await query<OutboxRow>(OLDEST_RECORDS, [topic, limit]);
      if (rows.length === 0) return 0;
      const first = nextNumber(lane);
      await publish(rows.map(outgoing(topic, first)));
      const last = first + BigInt(rows.length - 1);
      await query(MARK_PUBLISHED, [rows.map(({ outbox_id }) => outbox_id), topic, String(last)]);
      return rows.length;
    });
  }
}
