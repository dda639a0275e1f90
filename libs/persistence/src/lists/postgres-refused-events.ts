import {
  type Page,
  type PageAsked,
  pageOf,
  type RefusedAsked,
  type RefusedEvent,
  RefusedEvents,
  type StoredRefusal,
  type SetAsideContract,
} from '@app/processing';
import { readSetAside } from '../contracts/stored-set-aside.ts';
import type { Querying } from '../database/database.ts';

const COLUMNS = `refused_id::text AS id, refused_at, origin, nullif(partition, -1) AS partition, position::text, code, field,
  message`;

/**
 * The refused records of a code, an origin and a time, if they are given, the latest first, behind the number $4; one
 * pass over `refused`, by primary key.
 */
const REFUSED = `
SELECT ${COLUMNS}
FROM refused
WHERE ($1::text IS NULL OR code = $1)
  AND ($2::text IS NULL OR origin = $2 OR (partition = -1 AND right(origin, length($2) + 1) = '/' || $2))
  AND ($3::timestamptz IS NULL OR refused_at >= $3)
  AND ($4::bigint IS NULL OR refused_id < $4)
ORDER BY refused.refused_id DESC
LIMIT $5`;

/** By primary key. */
const REFUSED_RECORD = `SELECT ${COLUMNS}, key, value, headers FROM refused WHERE refused_id = $1`;

type RefusedRow = Omit<RefusedEvent, 'refusedAt'> & Readonly<{ refused_at: Date }>;
type RecordRow = RefusedRow &
  Readonly<{ key: Buffer | null; value: Buffer | null; headers: Readonly<Record<string, string>> }>;

const refusedFrom = ({ refused_at, ...row }: RefusedRow): RefusedEvent => ({ ...row, refusedAt: refused_at });

export class PostgresRefusedEvents extends RefusedEvents {
  constructor(private readonly store: Querying) {
    super();
  }

  async list({ code, origin, since }: RefusedAsked): Promise<readonly RefusedEvent[]> {
    return (await this.store.query<RefusedRow>(REFUSED, [code, origin, since, null, null])).map(refusedFrom);
  }

  async page({ code, origin, since }: RefusedAsked, { after, limit }: PageAsked): Promise<Page<RefusedEvent>> {
    const asked = [code, origin, since, after?.[0] ?? null, limit + 1];
    const rows = await this.store.query<RefusedRow>(REFUSED, asked);
    return pageOf(rows.map(refusedFrom), limit, ({ id }) => [id]);
  }

  async record(id: string): Promise<StoredRefusal | null> {
    const [row] = await this.store.query<RecordRow>(REFUSED_RECORD, [id]);
    if (row === undefined) return null;
    const { refused_at, headers, ...record } = row;
    const bytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text, 'base64')] as const);
    return { ...record, refusedAt: refused_at, headers: Object.fromEntries(bytes) };
  }

  async setAside(): Promise<readonly SetAsideContract[]> {
    return readSetAside(this.store);
  }
}
