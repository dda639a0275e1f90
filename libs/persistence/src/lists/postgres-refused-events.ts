import {
  type Page,
  type PageAsked,
  pageOf,
  type RecordFormat,
  type RefusedAsked,
  type RefusedEvent,
  RefusedEvents,
  type RefusedStep,
  type SetAsideContract,
  type StoredRefusal,
} from '@app/processing';
import { readSetAside } from '../contracts/stored-set-aside.ts';
import type { Querying } from '../database/database.ts';
import { bytesOfHeaders } from '../outbox/headers-json.ts';
import { isAsked, MATCHES_ASKED } from './refused-asked.sql.ts';

const COLUMNS = `refused_id::text AS id, refused_at, origin, nullif(partition, -1) AS partition, position::text, code, field,
  message, state, settled_at`;

/**
 * The refused records that are asked for, the latest first, behind the number $6; one pass over `refused`, by primary
 * key.
 */
const REFUSED = `
SELECT ${COLUMNS}
FROM refused_event
WHERE ${MATCHES_ASKED}
  AND ($5::text IS NULL OR state = $5)
  AND ($6::bigint IS NULL OR refused_id < $6)
ORDER BY refused_id DESC
LIMIT $7`;

/** By primary key. */
const REFUSED_RECORD = `SELECT ${COLUMNS}, format, key, value, headers FROM refused_event WHERE refused_id = $1`;

/** One pass over `refused`. */
const WAITING = `
SELECT code, count(*)::int AS count FROM refused_event WHERE state = 'waiting' GROUP BY code ORDER BY code`;

/** By refused_step_refused. */
const STEPS = `
SELECT audit.at, audit.who, step.outcome, step.source, step.id AS event_id, step.code, step.message, step.reason,
  step.mended
FROM refused_step step
JOIN audit ON audit.audit_id = step.audit_id
WHERE step.refused_id = $1
ORDER BY step.step_id`;

type RefusedRow = Omit<RefusedEvent, 'refusedAt' | 'settledAt'> &
  Readonly<{ refused_at: Date; settled_at: Date | null }>;
type RecordRow = RefusedRow &
  Readonly<{
    format: RecordFormat | null;
    key: Buffer | null;
    value: Buffer | null;
    headers: Readonly<Record<string, string>>;
  }>;
type StepRow = Omit<RefusedStep, 'eventId'> & Readonly<{ event_id: string | null }>;

const refusedFrom = ({ refused_at, settled_at, ...row }: RefusedRow): RefusedEvent => ({
  ...row,
  refusedAt: refused_at,
  settledAt: settled_at,
});

export class PostgresRefusedEvents extends RefusedEvents {
  constructor(private readonly store: Querying) {
    super();
  }

  async list(asked: RefusedAsked): Promise<readonly RefusedEvent[]> {
    return (await this.#rows(asked, null, null)).map(refusedFrom);
  }

  async page(asked: RefusedAsked, { after, limit }: PageAsked): Promise<Page<RefusedEvent>> {
    const rows = await this.#rows(asked, after?.[0] ?? null, limit + 1);
    return pageOf(rows.map(refusedFrom), limit, ({ id }) => [id]);
  }

  async record(id: string): Promise<StoredRefusal | null> {
    const [row] = await this.store.query<RecordRow>(REFUSED_RECORD, [id]);
    if (row === undefined) return null;
    const { refused_at, settled_at, headers, ...record } = row;
    const steps = await this.store.query<StepRow>(STEPS, [id]);
    return {
      ...record,
      refusedAt: refused_at,
      settledAt: settled_at,
      headers: bytesOfHeaders(headers),
      steps: steps.map(({ event_id, ...step }) => ({ ...step, eventId: event_id })),
    };
  }

  async waiting(): Promise<readonly Readonly<{ code: string; count: number }>[]> {
    return this.store.query<{ code: string; count: number }>(WAITING);
  }

  async setAside(): Promise<readonly SetAsideContract[]> {
    return readSetAside(this.store);
  }

  #rows(asked: RefusedAsked, after: string | null, limit: number | null): Promise<RefusedRow[]> {
    return this.store.query<RefusedRow>(REFUSED, [...isAsked(asked), asked.state, after, limit]);
  }
}
