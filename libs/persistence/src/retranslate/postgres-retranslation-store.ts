import type { ContractId } from '@app/domain';
import {
  type EventCounts,
  type FoldTransaction,
  type KeptPayload,
  type PayloadChange,
  type PayloadGroup,
  type Rereading,
  RetranslationStore,
  type RetranslateTransaction,
  type StaleContract,
} from '@app/processing';
import { ledgerRow, type NumberedRow } from '../contracts/postgres-fold-transaction.ts';
import { ALL_EVENTS } from '../contracts/read-contracts.sql.ts';
import type { Database } from '../database/database.ts';
import { keepConfig } from '../ingest/keep-payloads.ts';
import { alone } from '../restate/alone.ts';
import { type FoldedWithin, PostgresRestateTransaction } from '../restate/postgres-restatement-store.ts';
import { groupFrom, type GroupRow, payloadFrom, type PayloadRow, type PayloadEventRow } from './kept-payload-rows.ts';
import * as sql from './retranslation.sql.ts';

const byContract = <R extends Readonly<{ contract_id: ContractId }>>(rows: readonly R[]) =>
  Map.groupBy(rows, ({ contract_id }) => contract_id);

class PostgresRetranslateTransaction extends PostgresRestateTransaction implements RetranslateTransaction {
  private id = '';

  async payloadGroups(): Promise<readonly PayloadGroup[]> {
    return (await this.transaction.query<GroupRow>(sql.PAYLOAD_GROUPS)).map(groupFrom);
  }

  async begin(at: Date, by: string): Promise<void> {
    const [row] = await this.transaction.query<{ retranslation_id: string }>(sql.BEGIN, [at, by]);
    this.id = row?.retranslation_id ?? '';
    await this.transaction.query(sql.CREATE_INCOMING);
  }

  async *payloads(groups: readonly PayloadGroup[], atOnce: number): AsyncGenerator<readonly KeptPayload[]> {
    const wanted = [
      groups.map(({ format }) => format),
      groups.map(({ origin }) => origin),
      groups.map(({ version }) => version),
      groups.map(({ configId }) => configId),
    ];
    for (let behind: string | null = '0'; behind !== null;) {
      const rows: PayloadRow[] = await this.transaction.query<PayloadRow>(sql.PAYLOAD_PAGE, [
        ...wanted,
        behind,
        atOnce,
      ]);
      const events = await this.transaction.query<PayloadEventRow>(sql.EVENTS_OF_PAYLOADS, [
        rows.map(({ payload_id }) => payload_id),
      ]);
      const byPayload = Map.groupBy(events, ({ payload_id }) => payload_id);
      yield rows.map((row) => payloadFrom(row, byPayload.get(row.payload_id) ?? []));
      behind = rows.length < atOnce ? null : (rows.at(-1)?.payload_id ?? null);
    }
  }

  async change(changes: readonly PayloadChange[]): Promise<void> {
    const { query } = this.transaction;
    const superseded = changes.flatMap((change) => change.superseded);
    if (superseded.length > 0) {
      const [contracts, seqs] = [superseded.map(({ contractId }) => contractId), superseded.map(({ seq }) => seq)];
      await query(sql.SUPERSEDE, [contracts, seqs, this.id]);
    }
    const incoming = changes.flatMap(({ payloadId, incoming: events }) =>
      events.map((event) => ({ ...event, payloadId: String(payloadId) })),
    );
    if (incoming.length === 0) return;
    await query(sql.ADD_INCOMING, [
      incoming.map(({ payloadId }) => payloadId),
      incoming.map(({ source }) => source),
      incoming.map(({ id }) => id),
      incoming.map(({ contractId }) => contractId),
      incoming.map(({ text }) => text),
    ]);
  }

  async settle(read: readonly Rereading[]): Promise<EventCounts> {
    const { query } = this.transaction;
    await query(sql.APPEND_INCOMING, [this.id]);
    await query(sql.UNQUEUE_SUPERSEDED, [this.id]);
    for (const { group, by } of read) {
      await keepConfig(this.transaction, by);
      const { format, origin, version, configId } = group;
      await query(sql.READ_BY, [this.id, format, origin, version, configId, by.version, by.configId]);
    }
    const [row] = await query<{ superseded: number; brought: number; replaced: number }>(sql.EVENT_COUNTS, [this.id]);
    const { superseded, brought, replaced } = row ?? { superseded: 0, brought: 0, replaced: 0 };
    return { added: brought - replaced, replaced, withdrawn: superseded - replaced };
  }

  async changedContractCount(): Promise<number> {
    const [row] = await this.transaction.query<{ contracts: number }>(sql.CHANGED_CONTRACT_COUNT, [this.id]);
    return row?.contracts ?? 0;
  }

  async *changedContracts(atOnce: number): AsyncGenerator<FoldTransaction> {
    const stale = (ids: readonly string[]) => this.changed(ids);
    yield* this.folds(sql.CHANGED_CONTRACT_PAGE, [this.id], { atOnce, stale });
  }

  /** Contracts with the events that the retranslation brought, and the numbers of those that it withdrew. */
  private async changed(ids: readonly string[]): Promise<readonly StaleContract[]> {
    const { query } = this.transaction;
    const folded = await this.staleContracts(ids);
    const isFolded = new Set<string>(folded.map(({ contractId }) => contractId));
    const unfolded = ids.filter((id) => !isFolded.has(id));
    const whole = byContract(await query<NumberedRow>(ALL_EVENTS, [unfolded]));
    const brought = byContract(await query<NumberedRow>(sql.BROUGHT_EVENTS, [this.id, ids]));
    const withdrawn = byContract(
      await query<Readonly<{ contract_id: ContractId; seq: string }>>(sql.WITHDRAWN_EVENTS, [this.id, ids]),
    );
    const fresh = [...whole].map(([contractId, rows]) => ({
      contractId,
      head: null,
      fresh: rows.map(ledgerRow),
      movedBy: [],
    }));
    const moved = folded.map((contract) => ({
      ...contract,
      fresh: (brought.get(contract.contractId) ?? []).map(ledgerRow),
      movedBy: (withdrawn.get(contract.contractId) ?? []).map(({ seq }) => Number(seq)),
    }));
    return [...fresh, ...moved];
  }
}

/** Retranslates in one transaction, which locks out all other work in the store from its first statement on. */
export class PostgresRetranslationStore extends RetranslationStore {
  constructor(
    private readonly database: Database,
    private readonly options: FoldedWithin,
  ) {
    super();
  }

  async retranslate<T>(
    work: (transaction: RetranslateTransaction) => Promise<Readonly<{ keep: boolean; result: T }>>,
  ): Promise<T> {
    return alone(this.database, (transaction) => work(new PostgresRetranslateTransaction(transaction, this.options)));
  }
}
