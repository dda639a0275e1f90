import type { Querying } from '../database/database.ts';
import { eventsBySeq, type Wanted } from '../packs/read-packs.ts';

/** Rows that are looked at: a backlog of millions must not be read for the few links of a span. */
const ROWS = 500;

/** The headers of events that wait to be folded; by the order of the queue. */
const UNFOLDED_HEADERS = `
SELECT headers FROM (SELECT headers FROM unfolded LIMIT ${ROWS}) AS waiting WHERE headers IS NOT NULL`;

/** The events behind changes that no take has seen; by change_untaken. */
const UNTAKEN = `
SELECT contract_id AS "contractId", unnest(events)::float8 AS seq
FROM (SELECT contract_id, events FROM change WHERE take_id IS NULL ORDER BY change_id LIMIT ${ROWS}) AS waiting
LIMIT ${ROWS}`;

type HeadersRow = Readonly<{ headers: string | null }>;

/** The header in base64, as the store keeps it. */
const traceparentIn = ({ headers }: HeadersRow): readonly string[] => {
  if (headers === null) return [];
  const { traceparent } = JSON.parse(headers) as Readonly<{ traceparent?: string }>;
  return traceparent === undefined ? [] : [Buffer.from(traceparent, 'base64').toString('latin1')];
};

/** The `traceparent` headers of events that wait for work, for the links of its span. */
export class PostgresTraces {
  constructor(private readonly store: Querying) {}

  /** Of events that wait to be folded. */
  async unfolded(): Promise<readonly string[]> {
    return (await this.store.query<HeadersRow>(UNFOLDED_HEADERS)).flatMap(traceparentIn);
  }

  /** Of events whose changes no snapshot shows yet. */
  async untaken(): Promise<readonly string[]> {
    const untaken = await this.store.query<Wanted>(UNTAKEN);
    return (await eventsBySeq(this.store, untaken, 'packs')).flatMap(traceparentIn);
  }
}
