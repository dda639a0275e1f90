import type { ContractId } from '@app/domain';
import { ContractStore, type FoldTransaction, type LedgerRow, type StaleContract } from '@app/processing';
import type { Database, Transaction } from '../database/database.ts';
import { SHARDS, shareMerges, tryShards } from '../database/locks.ts';
import { guardPolicy } from '../database/guard-policy.ts';
import { CachedMerges } from '../merges/cached-merges.ts';
import type { ContractsTopic } from './folded-rows.ts';
import { ledgerRow, type NumberedRow, PostgresFoldTransaction } from './postgres-fold-transaction.ts';
import { FOLD_TERMS, HEADS, IS_FILLING_UP, STALE_CONTRACTS, STALE_LANES, TAKE_UNFOLDED } from './read-contracts.sql.ts';
import { dateFrom } from './stored-dates.ts';
import { type BookingRow, headFrom, type HeadRow } from './stored-values.ts';

/** Events that one transaction folds at most, unless a single contract has more: what bounds its memory. */
const EVENTS_AT_ONCE = 10_000;

/**
 * Every 17th fold ignores the cursors, so contracts that sort before a cursor are not starved. One more than there are lanes:
 * each has its turn.
 */
const FOLDS_FROM_THE_BEGINNING = SHARDS + 1;

/**
 * By a trickle a few contracts wait in each lane, and a fold takes those of many: a transaction for each lane would cost
 * more than the contracts do. Half of them, so that another fold finds some; just one where that alone fills a fold.
 */
const LANES_AT_ONCE = SHARDS / 2;

const ALL_LANES: readonly number[] = Array.from({ length: SHARDS }, (_, lane) => lane);

const NO_CURSORS: ReadonlyMap<number, string> = new Map();

export type ContractStoreOptions = Readonly<{
  policyId: string;
  contractsTopic: ContractsTopic;
  now: () => Date;
}>;

export class PostgresContractStore extends ContractStore {
  /** Where the next fold of a lane goes on. */
  private readonly cursors = new Map<number, string>();
  /** Lanes in which contracts were found, the one that was longest ago first. */
  private readonly served = new Set<number>(ALL_LANES);
  /** Whether the last fold found as many as it may take; the first one leaves lanes to those that start with it. */
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

  async foldNext(limit: number, fold: (transaction: FoldTransaction) => Promise<void>): Promise<number> {
    return this.database.transaction('READ COMMITTED', async (transaction) => {
      await guardPolicy(transaction, this.options.policyId);
      await shareMerges(transaction);
      const lanes = await this.takeLanes(transaction);
      const contracts = lanes.length === 0 ? [] : await this.staleContracts(transaction, lanes, limit);
      if (contracts.length === 0) return 0;
      const stale = await taken(transaction, contracts);
      await fold(
        new PostgresFoldTransaction(transaction, {
          stale,
          ...(await this.terms(transaction)),
          contractsTopic: this.options.contractsTopic,
          now: this.options.now,
        }),
      );
      return stale.length;
    });
  }

  private async terms(transaction: Transaction): Promise<Pick<FoldTransaction, 'horizon' | 'merged'>> {
    const [row] = await transaction.query<TermsRow>(FOLD_TERMS);
    if (row === undefined) throw new Error('the store has not been opened');
    return { horizon: dateFrom(row.horizon), merged: await this.merges.at(row.merge_version, transaction) };
  }

  /** Lanes with stale contracts that no other fold holds; in turn, so that none waits for ever. */
  private async takeLanes(transaction: Transaction): Promise<readonly number[]> {
    const isFromTheBeginning = this.folds % FOLDS_FROM_THE_BEGINNING === 0;
    this.folds += 1;
    const taken = isFromTheBeginning ? [] : await this.freeLanes(transaction, this.cursors);
    return taken.length > 0 ? taken : this.freeLanes(transaction, NO_CURSORS);
  }

  private async freeLanes(transaction: Transaction, cursors: ReadonlyMap<number, string>): Promise<readonly number[]> {
    const rows = await transaction.query<{ lane: number }>(STALE_LANES, [
      ALL_LANES,
      ALL_LANES.map((lane) => cursors.get(lane) ?? ''),
    ]);
    const found = new Set(rows.map(({ lane }) => lane));
    // Nothing is left behind the cursor of a lane: what has come before it meanwhile waits no longer than for the next fold.
    for (const lane of ALL_LANES) if (!found.has(lane)) this.cursors.delete(lane);
    const stale = [...this.served].filter((lane) => found.has(lane));
    const lanes = await tryShards(transaction, stale, this.isFull ? 1 : LANES_AT_ONCE);
    if (cursors === NO_CURSORS) for (const lane of lanes) this.cursors.delete(lane);
    return lanes;
  }

  private async staleContracts(
    { query }: Transaction,
    lanes: readonly number[],
    limit: number,
  ): Promise<readonly Waiting[]> {
    const behind = (cursors: readonly string[]) => query<Waiting>(STALE_CONTRACTS, [lanes, cursors, limit]);
    const cursors = lanes.map((lane) => this.cursors.get(lane) ?? '');
    const found = await behind(cursors);
    const rows =
      found.length === 0 && cursors.some((cursor) => cursor !== '') ? await behind(lanes.map(() => '')) : found;
    this.isFull = rows.length === limit;
    let events = 0;
    const fitting = rows.filter((row, i) => {
      events += row.events;
      return i === 0 || events <= EVENTS_AT_ONCE;
    });
    for (const { lane, contract_id } of fitting) this.cursors.set(lane, contract_id);
    this.sendBehind(new Set(fitting.map(({ lane }) => lane)));
    return fitting;
  }

  /** Those that a limit has left out keep their turn. */
  private sendBehind(lanes: ReadonlySet<number>): void {
    for (const lane of lanes) {
      this.served.delete(lane);
      this.served.add(lane);
    }
  }
}

/** A stale contract with its lane, and how many events it waits for. */
type Waiting = Readonly<{ lane: number; contract_id: ContractId; events: number }>;

type TermsRow = Readonly<{ horizon: string; merge_version: string }>;

/** A row taken from the queue: an event of the contract, or the number of a merge that moved it. */
type TakenRow = Readonly<{ stale_contract: ContractId; taken_seq: string }> & (NumberedRow | Readonly<{ seq: null }>);

/** The events that made these contracts stale, taken from the queue, with what is stored of the contracts. */
const taken = async ({ query }: Transaction, waiting: readonly Waiting[]): Promise<readonly StaleContract[]> => {
  const contracts = waiting.map(({ contract_id }) => contract_id);
  const rows = await query<TakenRow>(TAKE_UNFOLDED, [waiting.map(({ lane }) => lane), contracts]);
  const heads = new Map(
    (await query<HeadRow & BookingRow>(HEADS, [contracts])).map((row) => [row.contract_id, headFrom(row)]),
  );
  const fresh = new Map<ContractId, LedgerRow[]>(contracts.map((contractId) => [contractId, []]));
  const mergedBy = new Map<ContractId, number[]>(contracts.map((contractId) => [contractId, []]));
  for (const row of rows) {
    if (row.seq === null) mergedBy.get(row.stale_contract)?.push(Number(row.taken_seq));
    else fresh.get(row.contract_id)?.push(ledgerRow(row));
  }
  return contracts.map((contractId) => ({
    contractId,
    head: heads.get(contractId) ?? null,
    fresh: fresh.get(contractId) ?? [],
    mergedBy: mergedBy.get(contractId) ?? [],
  }));
};
