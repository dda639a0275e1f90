import type { Querying } from '../database/database.ts';

/** Rows that are looked at: a backlog of millions must not be read for the few links of a span. */
const ROWS = 500;

/** The headers of events that wait to be folded; by the order of the queue and ledger_contract. */
const UNFOLDED_HEADERS = `
SELECT headers
FROM (SELECT contract_id, seq FROM unfolded WHERE seq IS NOT NULL LIMIT ${ROWS}) AS waiting
JOIN ledger USING (contract_id, seq)
WHERE headers IS NOT NULL`;

/** The headers of events behind changes that no take has seen; by change_untaken and ledger_contract. */
const UNTAKEN_HEADERS = `
SELECT ledger.headers
FROM (SELECT contract_id, events FROM change WHERE take_id IS NULL ORDER BY change_id LIMIT ${ROWS}) AS waiting
JOIN ledger ON ledger.contract_id = waiting.contract_id AND ledger.seq = ANY(waiting.events)
WHERE ledger.headers IS NOT NULL`;

type HeadersRow = Readonly<{ headers: string }>;

/** The header in base64, as the ledger keeps it. */
const traceparentIn = ({ headers }: HeadersRow): readonly string[] => {
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
    return (await this.store.query<HeadersRow>(UNTAKEN_HEADERS)).flatMap(traceparentIn);
  }
}
