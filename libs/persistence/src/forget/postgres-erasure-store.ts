import type { CivilDate, ContractId, Period } from '@app/domain';
import {
  type Erased,
  ErasureStore,
  type EraseTransaction,
  type FoldTransaction,
  type ForgottenCustomer,
  republishedSnapshot,
} from '@app/processing';
import { ownersJson, timelineFrom, timelineText } from '../contracts/stored-timeline.ts';
import type { Database } from '../database/database.ts';
import { insertAudit } from '../operations/insert-audit.ts';
import { appendOutgoing } from '../outbox/append-outgoing.ts';
import { alone } from '../restate/alone.ts';
import { type FoldedWithin, PostgresRestateTransaction } from '../restate/postgres-restatement-store.ts';
import { currentRevision } from '../store/current-revisions.ts';
import { eraseEvents } from './erase-events.ts';
import { eraseOutgoing, erasePayloads, eraseRefused } from './erase-records.ts';
import * as sql from './erasure.sql.ts';

/** The topics of what is published again; null: nothing is. */
export type ErasedWithin = FoldedWithin & Readonly<{ snapshotsTopic: string | null }>;

type SegmentRow = Readonly<{ grain: Period['grain']; period: string; dimension: string; segment: string }>;

/** A customer as JSON that is published names it: no other text in JSON can look like it. */
const fieldOf = (id: string): string => `"customer_id":${JSON.stringify(id)}`;

class PostgresEraseTransaction extends PostgresRestateTransaction implements EraseTransaction {
  private erasureId = '';
  private segments: readonly SegmentRow[] = [];

  constructor(
    transaction: ConstructorParameters<typeof PostgresRestateTransaction>[0],
    private readonly within: ErasedWithin,
  ) {
    super(transaction, within);
  }

  async activeContracts(customerId: string, day: CivilDate, limit: number): Promise<readonly string[]> {
    const rows = await this.transaction.query<{ contract_id: string }>(sql.ACTIVE_CONTRACTS, [customerId, day, limit]);
    return rows.map(({ contract_id }) => contract_id);
  }

  async mergedWith(customerId: string): Promise<readonly string[]> {
    const rows = await this.transaction.query<{ customer_id: string }>(sql.MERGED_WITH, [customerId]);
    return rows.map(({ customer_id }) => customer_id);
  }

  async open(pseudonym: string, by: string, at: Date): Promise<void> {
    const [row] = await this.transaction.query<{ erasure_id: string }>(sql.OPEN_ERASURE, [pseudonym, at, by]);
    this.erasureId = row?.erasure_id ?? '';
    await this.transaction.query(sql.CREATE_FORGOTTEN);
  }

  async erase(forgotten: ForgottenCustomer, onEvents: (events: number) => void): Promise<Omit<Erased, 'contracts'>> {
    const { query } = this.transaction;
    const { customerId, pseudonym } = forgotten;
    const erasing = { ...forgotten, erasureId: this.erasureId, onEvents };
    const { events, contracts } = await eraseEvents(this.transaction, erasing);
    await query(sql.ADD_FORGOTTEN, [contracts, customerId]);
    const payloads = await erasePayloads(this.transaction, customerId, this.erasureId);
    const refused = await eraseRefused(this.transaction, forgotten);
    for (const statement of sql.RENAME) await query(statement, [customerId, pseudonym]);
    await query(sql.RAISE_MERGES);
    await this.renameInContracts(forgotten);
    this.segments = await query<SegmentRow>(sql.RENAME_SIGNALS, [fieldOf(customerId), fieldOf(pseudonym)]);
    const ids = [JSON.stringify(customerId), JSON.stringify(pseudonym)];
    const operations = (await query(sql.RENAME_OPERATIONS, ids)).length;
    await eraseOutgoing(this.transaction, forgotten);
    return { events, payloads, refused, snapshots: this.segments.length, operations };
  }

  override async *contracts(atOnce: number): AsyncGenerator<FoldTransaction> {
    const stale = (ids: readonly ContractId[]) => this.staleContracts(ids);
    yield* this.folds(sql.FORGOTTEN_PAGE, [], { atOnce, stale });
  }

  async close({ customerId, pseudonym }: ForgottenCustomer, erased: Erased, by: string, at: Date): Promise<void> {
    const { query } = this.transaction;
    await query(sql.RENAME_CHANGES, [customerId, pseudonym]);
    await this.publishSegments();
    await query(sql.AFTER_TAKE, [at]);
    const operation = { who: by, action: 'forget' as const, asked: { pseudonym }, key: null };
    await insertAudit(this.transaction, operation, { result: 'done', answer: erased });
    await query(sql.CLOSE_ERASURE, [this.erasureId]);
  }

  /** Otherwise the valuation would take the pseudonym for another customer, and everything for changed. */
  private async renameInContracts({ customerId, pseudonym }: ForgottenCustomer): Promise<void> {
    const { query } = this.transaction;
    const rows = await query<{ contract_id: ContractId; timeline: string }>(sql.FORGOTTEN_CONTRACTS);
    for (const { contract_id: id, timeline } of rows) {
      const renamed = timelineFrom(timeline).map((entry) =>
        entry.customerId === customerId ? { ...entry, customerId: pseudonym } : entry,
      );
      const owners = ownersJson(renamed);
      const texts = [timelineText(renamed), owners === null ? null : JSON.stringify(owners)];
      await query(sql.RENAME_IN_CONTRACT, [id, ...texts, customerId, pseudonym]);
    }
  }

  /** The current revisions of the segments in which a signal named the customer. */
  private async publishSegments(): Promise<void> {
    const { snapshotsTopic } = this.within;
    if (snapshotsTopic === null) return;
    const keys = new Map(this.segments.map((row) => [JSON.stringify(row), row]));
    for (const { grain, period, ...segment } of keys.values()) {
      const revision = await currentRevision(this.transaction, { grain, label: period }, segment);
      if (revision !== null) await appendOutgoing(this.transaction, [republishedSnapshot(snapshotsTopic, revision)]);
    }
  }
}

/**
 * Forgets customers, each in one transaction that locks out all other work in the store. The login has to own the tables:
 * no other may change the ledger.
 */
export class PostgresErasureStore extends ErasureStore {
  constructor(
    private readonly database: Database,
    private readonly within: ErasedWithin,
  ) {
    super();
  }

  async run<T>(work: (transaction: EraseTransaction) => Promise<Readonly<{ keep: boolean; result: T }>>): Promise<T> {
    return alone(this.database, (transaction) => work(new PostgresEraseTransaction(transaction, this.within)));
  }
}
