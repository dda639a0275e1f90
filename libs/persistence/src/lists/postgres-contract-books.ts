import type { CivilDate, ContractId, FxRate } from '@app/domain';
import {
  type AcceptedEvent,
  ContractBooks,
  ContractReading,
  type ContractToList,
  type KnownContract,
  type LedgerRow,
  type Page,
  type PageAsked,
  pageOf,
  type TakenDays,
} from '@app/processing';
import { HEADS, SPANS_OF_CONTRACT } from '../contracts/read-contracts.sql.ts';
import { headFrom, type StoredHeadRow } from '../contracts/stored-head.ts';
import { spanFrom, type SpanRow } from '../contracts/stored-span.ts';
import type { Database, Transaction } from '../database/database.ts';
import { shardOf } from '../database/locks.ts';
import { IS_STALE } from '../explain/is-stale.sql.ts';
import { eventsBySeq, type Wanted } from '../packs/read-packs.ts';
import { storedRates } from '../rates/stored-rates.ts';
import { readUnderPolicy } from '../reading/read-under-policy.ts';
import { takenDays } from '../reading/taken-days.ts';
import { contractFrom, type ContractRow } from './contract-row.ts';
import { CONTRACTS_OF_CUSTOMER } from './contracts-by-customer.sql.ts';

/**
 * A page of the numbers of the events of the contract $1 behind the number $2, without those that no longer count. By the
 * primary key of event_pack and unfolded_lane.
 */
const ACCEPTED_EVENTS = `
SELECT $1::text AS "contractId", accepted.seq::float8 AS seq
FROM (
  SELECT unnest(seqs) AS seq FROM event_pack WHERE contract_id = $1
  UNION ALL
  SELECT seq FROM unfolded WHERE lane = ${shardOf('$1')} AND contract_id = $1 AND value IS NOT NULL
) AS accepted
WHERE accepted.seq > $2 AND NOT EXISTS (
  SELECT FROM superseded_event WHERE superseded_event.contract_id = $1 AND superseded_event.seq = accepted.seq
)
ORDER BY accepted.seq
LIMIT $3`;

/** When events were accepted; by the primary key of the ledger. */
const INGESTED_AT = `
SELECT ledger.seq::int8 AS seq, ledger.ingested_at
FROM unnest($1::text[], $2::text[], $3::bigint[]) AS wanted(id, source, seq)
JOIN ledger ON ledger.id = wanted.id AND ledger.source = wanted.source AND ledger.seq = wanted.seq`;

type IngestedRow = Readonly<{ seq: string; ingested_at: Date }>;

class PostgresContractReading extends ContractReading {
  constructor(private readonly transaction: Transaction) {
    super();
  }

  async days(): Promise<TakenDays> {
    return takenDays(this.transaction);
  }

  async rates(): Promise<readonly FxRate[]> {
    return storedRates(this.transaction);
  }

  async contract(id: ContractId): Promise<KnownContract | null> {
    const { query } = this.transaction;
    const [stale] = await query<{ stale: boolean }>(IS_STALE, [id]);
    const isStale = stale?.stale === true;
    const [row] = await query<StoredHeadRow>(HEADS, [[id]]);
    if (row === undefined) return isStale ? UNFOLDED : null;
    const spans = await query<SpanRow>(SPANS_OF_CONTRACT, [id]);
    const { creations, hasMixedSources, lastOwner } = headFrom(row);
    return { hasCreation: creations.length > 0, hasMixedSources, isStale, lastOwner, spans: spans.map(spanFrom) };
  }

  async eventsBySeq(id: ContractId, seqs: readonly number[]): Promise<readonly LedgerRow[]> {
    const wanted = seqs.map((seq) => ({ contractId: id, seq }));
    return eventsBySeq(this.transaction, wanted, 'packs and queue');
  }

  async events(id: ContractId, { after, limit }: PageAsked): Promise<Page<AcceptedEvent> | null> {
    const { query } = this.transaction;
    const wanted = await query<Wanted>(ACCEPTED_EVENTS, [id, after?.[0] ?? '0', limit + 1]);
    if (wanted.length === 0 && after === null) return null;
    const rows = await eventsBySeq(this.transaction, wanted, 'packs and queue');
    const columns = [rows.map((row) => row.id), rows.map(({ source }) => source), rows.map(({ seq }) => seq)];
    const ingested = await query<IngestedRow>(INGESTED_AT, columns);
    const ingestedAt = new Map(ingested.map(({ seq, ingested_at }) => [Number(seq), ingested_at]));
    const events = rows
      .toSorted((a, b) => a.seq - b.seq)
      .map((row) => ({ ...row, ingestedAt: ingestedAt.get(row.seq) ?? new Date(0) }));
    return pageOf(events, limit, ({ seq }) => [String(seq)]);
  }

  async contractsOf(day: CivilDate, customer: string): Promise<readonly ContractToList[]> {
    return (await this.transaction.query<ContractRow>(CONTRACTS_OF_CUSTOMER, [day, customer])).map(contractFrom);
  }
}

/** A contract of which no event has been folded yet. */
const UNFOLDED: KnownContract = {
  hasCreation: false,
  hasMixedSources: false,
  isStale: true,
  lastOwner: null,
  spans: [],
};

/** Reads one contract in one state of the store, and writes nothing. */
export class PostgresContractBooks extends ContractBooks {
  constructor(
    private readonly database: Database,
    private readonly options: Readonly<{ policyId: string }>,
  ) {
    super();
  }

  async read<T>(work: (reading: ContractReading) => Promise<T>): Promise<T> {
    return readUnderPolicy(this.database, this.options.policyId, (transaction) =>
      work(new PostgresContractReading(transaction)),
    );
  }
}
