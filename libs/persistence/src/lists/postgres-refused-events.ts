import { type RefusedAsked, type RefusedEvent, RefusedEvents, type SetAsideContract } from '@app/processing';
import { readSetAside } from '../contracts/stored-set-aside.ts';
import type { Querying } from '../database/database.ts';

/** The refused records of a code, an origin and a time, if they are given, the latest first; one pass over `refused`. */
const REFUSED = `
SELECT refused_at, origin, nullif(partition, -1) AS partition, position::text, code, field, message
FROM refused
WHERE ($1::text IS NULL OR code = $1)
  AND ($2::text IS NULL OR origin = $2 OR (partition = -1 AND right(origin, length($2) + 1) = '/' || $2))
  AND ($3::timestamptz IS NULL OR refused_at >= $3)
ORDER BY refused_id DESC`;

type RefusedRow = Omit<RefusedEvent, 'refusedAt'> & Readonly<{ refused_at: Date }>;

export class PostgresRefusedEvents extends RefusedEvents {
  constructor(private readonly store: Querying) {
    super();
  }

  async list({ code, origin, since }: RefusedAsked): Promise<readonly RefusedEvent[]> {
    const rows = await this.store.query<RefusedRow>(REFUSED, [code, origin, since]);
    return rows.map(({ refused_at, ...row }) => ({ ...row, refusedAt: refused_at }));
  }

  async setAside(): Promise<readonly SetAsideContract[]> {
    return readSetAside(this.store);
  }
}
