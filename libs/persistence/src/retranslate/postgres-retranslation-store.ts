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
import type { Database } from '../database/database.ts';
import { eventsBySeq, eventsOf, type Wanted } from '../packs/read-packs.ts';
import { type StoredEvent, storedEventFrom } from '../packs/stored-event.ts';
import { PackWriter } from '../packs/write-packs.ts';
import { keepConfig } from '../ingest/keep-payloads.ts';
import { alone } from '../restate/alone.ts';
import { type FoldedWithin, PostgresRestateTransaction } from '../restate/postgres-restatement-store.ts';
import { groupFrom, type GroupRow, payloadFrom, type PayloadRow } from './kept-payload-rows.ts';
import * as sql from './retranslation.sql.ts';

const byContract = <R extends Readonly<{ contract_id: ContractId }>>(rows: readonly R[]) =>
  Map.groupBy(rows, ({ contract_id }) => contract_id);

/** Contracts whose events are put into packs at once. */
const PACKED_AT_ONCE = 500;

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
      const byPayload = await this.eventsOfPayloads(rows.map(({ payload_id }) => payload_id));
      yield rows.map((row) => payloadFrom(row, byPayload.get(row.payload_id) ?? []));
      behind = rows.length < atOnce ? null : (rows.at(-1)?.payload_id ?? null);
    }
  }

  async change(changes: readonly PayloadChange[]): Promise<void> {
    const { query } = this.transaction;
    const superseded = changes.flatMap((change) => change.superseded);
    if (superseded.length > 0) {
      await query(sql.SUPERSEDE, [
        superseded.map(({ contractId }) => contractId),
        superseded.map(({ seq }) => seq),
        superseded.map(({ id }) => id),
        superseded.map(({ source }) => source),
        this.id,
      ]);
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
    await this.packEvents();
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
    const stale = (ids: readonly ContractId[]) => this.changed(ids);
    yield* this.folds(sql.CHANGED_CONTRACT_PAGE, [this.id], { atOnce, stale });
  }

  /** The events of payloads that count. */
  private async eventsOfPayloads(payloads: readonly string[]): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
    const wanted = await this.transaction.query<Wanted & Readonly<{ payload_id: string }>>(sql.EVENTS_OF_PAYLOADS, [
      payloads,
    ]);
    const events = await eventsBySeq(this.transaction, wanted, 'packs and queue');
    const bySeq = new Map(events.map((event) => [event.seq, event]));
    return new Map(
      [...Map.groupBy(wanted, ({ payload_id }) => payload_id)].map(([id, own]) => [
        id,
        own.flatMap(({ seq }) => bySeq.get(seq) ?? []),
      ]),
    );
  }

  /** Gives the events that were appended a home, and those that no longer count and are not to be folded. */
  private async packEvents(): Promise<void> {
    const { query } = this.transaction;
    for (let behind: string | null = ''; behind !== null;) {
      const page: { contract_id: ContractId }[] = await query<{ contract_id: ContractId }>(sql.CHANGED_CONTRACT_PAGE, [
        this.id,
        behind,
        PACKED_AT_ONCE,
      ]);
      const contracts = page.map(({ contract_id }) => contract_id);
      const appended = await query<StoredEvent>(sql.APPENDED_EVENTS, [this.id, contracts]);
      const superseded = await query<StoredEvent>(sql.UNQUEUE_SUPERSEDED, [this.id, contracts]);
      const packs = await PackWriter.forContracts(this.transaction, contracts);
      for (const [contractId, events] of byContract([...appended, ...superseded].map(storedEventFrom)))
        await packs.add(contractId, events);
      await packs.write();
      behind = page.length < PACKED_AT_ONCE ? null : (page.at(-1)?.contract_id ?? null);
    }
  }

  /** Contracts with the events that the retranslation brought, and the numbers of those that it withdrew. */
  private async changed(ids: readonly ContractId[]): Promise<readonly StaleContract[]> {
    const { query } = this.transaction;
    const folded = await this.staleContracts(ids);
    const isFolded = new Set<string>(folded.map(({ contractId }) => contractId));
    const unfolded = ids.filter((id) => !isFolded.has(id));
    const whole = byContract(await eventsOf(this.transaction, unfolded, 'packs and queue'));
    const wanted = await query<Wanted>(sql.BROUGHT_EVENTS, [this.id, ids]);
    const brought = byContract(await eventsBySeq(this.transaction, wanted, 'packs'));
    const withdrawn = byContract(
      await query<Readonly<{ contract_id: ContractId; seq: string }>>(sql.WITHDRAWN_EVENTS, [this.id, ids]),
    );
    const fresh = [...whole].map(([contractId, rows]) => ({
      contractId,
      head: null,
      fresh: rows,
      movedBy: [],
    }));
    const moved = folded.map((contract) => ({
      ...contract,
      fresh: brought.get(contract.contractId) ?? [],
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
