import type { ContractId } from '@app/domain';
import { ContractStore, type FoldTransaction, type SetAsideContract } from '@app/processing';
import type { Database, Transaction } from '../database/database.ts';
import { SHARDS, shareMerges, tryShards } from '../database/locks.ts';
import { StoreNotOpenedError } from '../database/store-not-opened-error.ts';
import { guardPolicy } from '../database/guard-policy.ts';
import { CachedMerges } from '../merges/cached-merges.ts';
import { type StoredEvent, storedEventFrom } from '../packs/stored-event.ts';
import type { FoldedAt } from './folded-rows.ts';
import { type FoldAt, PostgresFoldTransaction } from './postgres-fold-transaction.ts';
import {
  DEQUEUE_UNFOLDED,
  FOLD_TERMS,
  HEADS,
  IS_FILLING_UP,
  STALE_CONTRACTS,
  STALE_SHARDS,
} from './read-contracts.sql.ts';
import { dateFrom } from './stored-dates.ts';
import { TAKE_SET_ASIDE } from './set-aside.sql.ts';
import { headFrom, type StoredHeadRow } from './stored-head.ts';
import { readSetAside, setAsideFrom, type SetAsideRow } from './stored-set-aside.ts';

/** Events that one transaction folds at most, unless a single contract has more. This bounds its memory. */
const EVENTS_AT_ONCE = 10_000;

/**
 * Every 17th fold ignores the cursors, so contracts that sort before a cursor are not starved. There are 16 shards, so each
 * shard has its turn.
 */
const FOLDS_FROM_THE_BEGINNING = SHARDS + 1;

const ALL_SHARDS: readonly number[] = Array.from({ length: SHARDS }, (_, shard) => shard);

const NO_CURSORS: ReadonlyMap<number, string> = new Map();

export type ContractStoreOptions = FoldedAt & Readonly<{ policyId: string }>;

export class PostgresContractStore extends ContractStore {
  /** The contract after which the next fold of a shard begins. */
  private readonly cursors = new Map<number, string>();
  /** Every shard, the one whose contracts were folded longest ago first. */
  private readonly served = new Set<number>(ALL_SHARDS);
  /**
   * Whether the last fold found as many contracts as it may fold. The first fold leaves shards to other folds that
   * start.
   */
  private isFull = true;
  private folds = 0;
  private readonly merges = new CachedMerges();

  constructor(
    private readonly database: Database,
    private readonly options: ContractStoreOptions,
  ) {
    super();
  }

  async staleCount(): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM (SELECT DISTINCT contract_id FROM unfolded) stale',
    );
    return row?.count ?? 0;
  }

  async isFillingUp(): Promise<boolean> {
    const [row] = await this.database.query<{ is_filling_up: boolean }>(IS_FILLING_UP);
    return row?.is_filling_up === true;
  }

  async setAside(): Promise<readonly SetAsideContract[]> {
    return readSetAside(this.database);
  }

  async foldAlone(
    contractId: ContractId,
    fold: (transaction: FoldTransaction, before: SetAsideContract) => Promise<number>,
  ): Promise<number> {
    return this.database.transaction('READ COMMITTED', async (transaction) => {
      await guardPolicy(transaction, this.options.policyId);
      await shareMerges(transaction);
      const [row] = await transaction.query<SetAsideRow & Readonly<{ shard: number }>>(TAKE_SET_ASIDE, [contractId]);
      if (row === undefined) return 0;
      const shards = await tryShards(transaction, [row.shard], 1);
      if (shards.length === 0) return 0;
      const waiting = await dequeued(transaction, [{ shard: row.shard, contract_id: contractId, events: 0 }]);
      return fold(await this.foldOf(transaction, waiting), setAsideFrom(row));
    });
  }

  async foldNext(limit: number, fold: (transaction: FoldTransaction) => Promise<number>): Promise<number> {
    return this.database.transaction('READ COMMITTED', async (transaction) => {
      await guardPolicy(transaction, this.options.policyId);
      await shareMerges(transaction);
      const shards = await this.lockShards(transaction);
      const contracts = shards.length === 0 ? [] : await this.staleContracts(transaction, shards, limit);
      if (contracts.length === 0) return 0;
      const waiting = await dequeued(transaction, contracts);
      return fold(await this.foldOf(transaction, waiting));
    });
  }

  private async foldOf(transaction: Transaction, waiting: Dequeued): Promise<FoldTransaction> {
    return new PostgresFoldTransaction(transaction, {
      ...this.options,
      ...waiting,
      ...(await this.terms(transaction)),
    });
  }

  private async terms(transaction: Transaction): Promise<Pick<FoldTransaction, 'horizon' | 'merged'>> {
    const [row] = await transaction.query<TermsRow>(FOLD_TERMS);
    if (row === undefined) throw new StoreNotOpenedError();
    return { horizon: dateFrom(row.horizon), merged: await this.merges.at(row.merge_version, transaction) };
  }

  /** Locks shards with stale contracts that no other fold holds, in turn, so none of them waits for ever. */
  private async lockShards(transaction: Transaction): Promise<readonly number[]> {
    const isFromTheBeginning = this.folds % FOLDS_FROM_THE_BEGINNING === 0;
    this.folds += 1;
    const locked = isFromTheBeginning ? [] : await this.lockFreeShards(transaction, this.cursors);
    return locked.length > 0 ? locked : this.lockFreeShards(transaction, NO_CURSORS);
  }

  private async lockFreeShards(
    transaction: Transaction,
    cursors: ReadonlyMap<number, string>,
  ): Promise<readonly number[]> {
    const rows = await transaction.query<{ shard: number }>(STALE_SHARDS, [
      ALL_SHARDS,
      ALL_SHARDS.map((shard) => cursors.get(shard) ?? ''),
    ]);
    const found = new Set(rows.map(({ shard }) => shard));
    // If no contract waits after a shard's cursor, the cursor begins anew, so contracts that sort before it wait for
    // the next fold at most.
    for (const shard of ALL_SHARDS) if (!found.has(shard)) this.cursors.delete(shard);
    const stale = [...this.served].filter((shard) => found.has(shard));
    // At a trickle a few contracts wait in each shard, and a transaction for each shard would cost more than the contracts
    // do. If contracts filled a fold, the next one leaves the other shards to folds beside it.
    const shards = await tryShards(transaction, stale, this.isFull ? 1 : SHARDS);
    if (cursors === NO_CURSORS) for (const shard of shards) this.cursors.delete(shard);
    return shards;
  }

  private async staleContracts(
    { query }: Transaction,
    shards: readonly number[],
    limit: number,
  ): Promise<readonly Waiting[]> {
    const behind = (cursors: readonly string[]) => query<Waiting>(STALE_CONTRACTS, [shards, cursors, limit]);
    const cursors = shards.map((shard) => this.cursors.get(shard) ?? '');
    const found = await behind(cursors);
    const rows =
      found.length === 0 && cursors.some((cursor) => cursor !== '') ? await behind(shards.map(() => '')) : found;
    this.isFull = rows.length === limit;
    let events = 0;
    const fitting = rows.filter((row, i) => {
      events += row.events;
      return i === 0 || events <= EVENTS_AT_ONCE;
    });
    for (const { shard, contract_id } of fitting) this.cursors.set(shard, contract_id);
    this.sendBehind(new Set(fitting.map(({ shard }) => shard)));
    return fitting;
  }

  /** Shards that the limit left out keep their turn. */
  private sendBehind(shards: ReadonlySet<number>): void {
    for (const shard of shards) {
      this.served.delete(shard);
      this.served.add(shard);
    }
  }
}

/** A stale contract with its shard, and the number of events that it waits for. */
type Waiting = Readonly<{ shard: number; contract_id: ContractId; events: number }>;

type TermsRow = Readonly<{ horizon: string; merge_version: string }>;

/** A row of the queue: an event of the contract, the number of a merge that moved it, or nothing that has a number. */
type DequeuedRow = StoredEvent | Readonly<{ contract_id: ContractId; seq: string | null; text: null }>;

type Dequeued = Pick<FoldAt, 'stale' | 'dequeued'>;

/** Dequeues the events that made these contracts stale, and reads what is stored of the contracts. */
const dequeued = async ({ query }: Transaction, waiting: readonly Waiting[]): Promise<Dequeued> => {
  const contracts = waiting.map(({ contract_id }) => contract_id);
  const rows = await query<DequeuedRow>(DEQUEUE_UNFOLDED, [waiting.map(({ shard }) => shard), contracts]);
  const heads = new Map(
    (await query<StoredHeadRow>(HEADS, [contracts])).map((row) => [row.contract_id, headFrom(row)]),
  );
  const fresh = new Map<ContractId, StoredEvent[]>(contracts.map((contractId) => [contractId, []]));
  const movedBy = new Map<ContractId, number[]>(contracts.map((contractId) => [contractId, []]));
  for (const row of rows) {
    if (row.text !== null) fresh.get(row.contract_id)?.push(storedEventFrom(row));
    else if (row.seq !== null) movedBy.get(row.contract_id)?.push(Number(row.seq));
  }
  const stale = contracts.map((contractId) => ({
    contractId,
    head: heads.get(contractId) ?? null,
    fresh: fresh.get(contractId) ?? [],
    movedBy: movedBy.get(contractId) ?? [],
  }));
  return { stale, dequeued: fresh };
};
