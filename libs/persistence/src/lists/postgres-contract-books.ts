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
import { ledgerRow, type NumberedRow } from '../contracts/postgres-fold-transaction.ts';
import { COUNTS, EVENTS_BY_SEQ, HEADS, SPANS_FROM } from '../contracts/read-contracts.sql.ts';
import { FIRST_DAY } from '../contracts/stored-dates.ts';
import { headFrom, type StoredHeadRow } from '../contracts/stored-head.ts';
import { spanFrom, type SpanRow } from '../contracts/stored-span.ts';
import type { Database, Transaction } from '../database/database.ts';
import { IS_STALE } from '../explain/is-stale.sql.ts';
import { storedRates } from '../rates/stored-rates.ts';
import { readUnderPolicy } from '../reading/read-under-policy.ts';
import { takenDays } from '../reading/taken-days.ts';
import { contractFrom, type ContractRow } from './contract-row.ts';
import { CONTRACTS_OF_CUSTOMER } from './contracts-by-customer.sql.ts';

/** A page of the events of the contract $1 behind the number $2; by ledger_contract. */
const ACCEPTED_EVENTS = `
SELECT seq::int8 AS seq, source, id, type, mode, time, subject, value AS text, ingested_at
FROM ledger
WHERE contract_id = $1 AND seq > $2 AND ${COUNTS}
ORDER BY seq
LIMIT $3`;

type EventRow = NumberedRow & Readonly<{ ingested_at: Date }>;

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
    const spans = await query<SpanRow>(SPANS_FROM, [[id], [FIRST_DAY]]);
    const { creations, hasMixedSources, lastOwner } = headFrom(row);
    return { hasCreation: creations.length > 0, hasMixedSources, isStale, lastOwner, spans: spans.map(spanFrom) };
  }

  async eventsBySeq(id: ContractId, seqs: readonly number[]): Promise<readonly LedgerRow[]> {
    const ids = seqs.map(() => id);
    return (await this.transaction.query<NumberedRow>(EVENTS_BY_SEQ, [ids, seqs])).map(ledgerRow);
  }

  async events(id: ContractId, { after, limit }: PageAsked): Promise<Page<AcceptedEvent> | null> {
    const rows = await this.transaction.query<EventRow>(ACCEPTED_EVENTS, [id, after?.[0] ?? '0', limit + 1]);
    if (rows.length === 0 && after === null) return null;
    const events = rows.map((row) => ({ ...ledgerRow(row), ingestedAt: row.ingested_at }));
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
