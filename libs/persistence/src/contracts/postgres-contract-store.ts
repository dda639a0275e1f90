import { type CivilDate, type ContractId } from '@app/domain';
import { ContractStore, type FoldTransaction, type LedgerRow, type StaleContract } from '@app/processing';
import type { Database, Transaction } from '../database/database.ts';
import { LANES, tryLane } from '../database/locks.ts';
import { guardPolicy } from '../database/store-guard.ts';
import {
  type ContractsTopic,
  ledgerRow,
  type NumberedRow,
  PostgresFoldTransaction,
} from './postgres-fold-transaction.ts';
import { HEADS, STALE_CONTRACTS, STALE_LANES, TAKE_UNFOLDED } from './read-contracts.sql.ts';
import { type BookingRow, dateFrom, headFrom, type HeadRow } from './stored-values.ts';

/** Events that one transaction folds at most, unless a single contract has more: what bounds its memory. */
const EVENTS_AT_ONCE = 20_000;

/**
 * One fold in so many goes by no cursor, so that what stands before one does not wait for ever. One more than there are
 * lanes: each has its turn.
 */
const FOLDS_FROM_THE_BEGINNING = LANES + 1;

const ALL_LANES: readonly number[] = Array.from({ length: LANES }, (_, lane) => lane);

const NO_CURSORS: ReadonlyMap<number, string> = new Map();

export type ContractStoreOptions = Readonly<{
  policyId: string;
  contractsTopic: ContractsTopic;
  now: () => Date;
}>;

export class PostgresContractStore extends ContractStore {
  /** Where the next fold of a lane goes on. */
  private readonly cursors = new Map<number, string>();
  private nextLane = 0;
  private folds = 0;

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

  async foldNext(limit: number, fold: (transaction: FoldTransaction) => Promise<void>): Promise<number> {
    return this.database.transaction('READ COMMITTED', async (transaction) => {
      await guardPolicy(transaction, this.options.policyId);
      const lane = await this.takeLane(transaction);
      if (lane === null) return 0;
      const contracts = await this.staleContracts(transaction, lane, limit);
      if (contracts.length === 0) return 0;
      const stale = await taken(transaction, lane, contracts);
      const horizon = await horizonOf(transaction);
      await fold(
        new PostgresFoldTransaction(transaction, stale, horizon, this.options.contractsTopic, this.options.now),
      );
      return stale.length;
    });
  }

  /** The next lane with stale contracts that no other fold holds; in turn, so that none waits for ever. */
  private async takeLane(transaction: Transaction): Promise<number | null> {
    const isFromTheBeginning = this.folds % FOLDS_FROM_THE_BEGINNING === 0;
    this.folds += 1;
    if (isFromTheBeginning) return this.freeLane(transaction, NO_CURSORS);
    return (await this.freeLane(transaction, this.cursors)) ?? this.freeLane(transaction, NO_CURSORS);
  }

  private async freeLane(transaction: Transaction, cursors: ReadonlyMap<number, string>): Promise<number | null> {
    const rows = await transaction.query<{ lane: number }>(STALE_LANES, [
      ALL_LANES,
      ALL_LANES.map((lane) => cursors.get(lane) ?? ''),
    ]);
    const lanes = rows.map(({ lane }) => lane).toSorted((a, b) => this.turnOf(a) - this.turnOf(b));
    for (const lane of lanes) {
      if (await tryLane(transaction, lane)) {
        if (cursors === NO_CURSORS) this.cursors.delete(lane);
        this.nextLane = (lane + 1) % LANES;
        return lane;
      }
    }
    return null;
  }

  private turnOf(lane: number): number {
    return (lane - this.nextLane + LANES) % LANES;
  }

  private async staleContracts({ query }: Transaction, lane: number, limit: number): Promise<readonly ContractId[]> {
    const behind = (cursor: string) =>
      query<{ contract_id: ContractId; events: number }>(STALE_CONTRACTS, [lane, cursor, limit]);
    const cursor = this.cursors.get(lane) ?? '';
    const found = await behind(cursor);
    const rows = found.length === 0 && cursor !== '' ? await behind('') : found;
    let events = 0;
    const fitting = rows.filter((row, i) => {
      events += row.events;
      return i === 0 || events <= EVENTS_AT_ONCE;
    });
    const last = fitting.at(-1);
    if (last !== undefined) this.cursors.set(lane, last.contract_id);
    return fitting.map(({ contract_id }) => contract_id);
  }
}

const horizonOf = async ({ query }: Transaction): Promise<CivilDate> => {
  const [row] = await query<{ horizon: string }>('SELECT horizon::text FROM store');
  if (row === undefined) throw new Error('the store has not been opened');
  return dateFrom(row.horizon);
};

/** The events that made these contracts stale, taken from the queue, with what is stored of the contracts. */
const taken = async (
  { query }: Transaction,
  lane: number,
  contracts: readonly ContractId[],
): Promise<readonly StaleContract[]> => {
  const rows = await query<NumberedRow>(TAKE_UNFOLDED, [lane, contracts]);
  const heads = new Map(
    (await query<HeadRow & BookingRow>(HEADS, [contracts])).map((row) => [row.contract_id, headFrom(row)]),
  );
  const fresh = new Map<ContractId, LedgerRow[]>(contracts.map((contractId) => [contractId, []]));
  for (const row of rows) fresh.get(row.contract_id)?.push(ledgerRow(row));
  return contracts.map((contractId) => ({
    contractId,
    head: heads.get(contractId) ?? null,
    fresh: fresh.get(contractId) ?? [],
  }));
};
