import { CALC_VERSION, type CivilDate, type ContractId, type Policy } from '@app/domain';
import {
  type FoldTransaction,
  RestatementStore,
  RestateTransaction,
  type SnapshotRevision,
  type StaleContract,
  type StoredPolicy,
  type TakeTransaction,
} from '@app/processing';
import type { ContractsTopic } from '../contracts/folded-rows.ts';
import { PostgresFoldTransaction } from '../contracts/postgres-fold-transaction.ts';
import { HEADS } from '../contracts/read-contracts.sql.ts';
import { dateFrom } from '../contracts/stored-dates.ts';
import { headFrom, type StoredHeadRow } from '../contracts/stored-head.ts';
import type { Database, Transaction } from '../database/database.ts';
import { StoreNotOpenedError } from '../database/store-not-opened-error.ts';
import { readMergedCustomers } from '../merges/merged-customers.ts';
import { COPIED_TABLES, type CopiedTable } from '../snapshots/beside/copied-tables.sql.ts';
import { SumsBeside } from '../snapshots/beside/sums-beside.ts';
import { periodSums } from '../snapshots/comparison/period-sums.ts';
import { PostgresTake } from '../snapshots/take/postgres-take.ts';
import { currentRevisions } from '../store/current-revisions.ts';
import { lastTakenDay } from '../store/last-taken-day.ts';
import { storedPolicy } from '../store/stored-policy.ts';
import { alone } from './alone.ts';

/** The topic of the records of contracts, and when they are written. */
export type FoldedWithin = Readonly<{ contractsTopic: ContractsTopic; now: () => Date }>;

const SET_POLICY = `UPDATE store SET policy_id = $1, policy = $2, calculation = $3`;

/** One pass over the primary key. */
const CONTRACT_COUNT = `SELECT count(*)::int AS contracts FROM contract`;

/** A page of the contracts after an id ($1), in the order of their ids; by primary key. */
const CONTRACT_PAGE = `SELECT contract_id FROM contract WHERE contract_id > $1 ORDER BY contract_id LIMIT $2`;

export class PostgresRestateTransaction extends RestateTransaction {
  /** The tables that it has written and that its take reads. A take writes the first active days itself. */
  private written: readonly CopiedTable[] = ['customer'];

  constructor(
    protected readonly transaction: Transaction,
    private readonly options: FoldedWithin,
    private readonly sums: SumsBeside | null = null,
  ) {
    super();
  }

  async storedPolicy(): Promise<StoredPolicy> {
    const stored = await storedPolicy(this.transaction);
    if (stored === null) throw new StoreNotOpenedError();
    return stored;
  }

  async asOf(): Promise<CivilDate | null> {
    return lastTakenDay(this.transaction);
  }

  async setPolicy(policyId: string, policy: unknown): Promise<void> {
    await this.transaction.query(SET_POLICY, [policyId, JSON.stringify(policy), CALC_VERSION]);
  }

  async contractCount(): Promise<number> {
    const [row] = await this.transaction.query<{ contracts: number }>(CONTRACT_COUNT);
    return row?.contracts ?? 0;
  }

  async *contracts(atOnce: number): AsyncGenerator<FoldTransaction> {
    const stale = (ids: readonly ContractId[]) => this.staleContracts(ids);
    yield* this.folds(CONTRACT_PAGE, [], { atOnce, stale });
  }

  /** Contracts of which no event is new. */
  protected async staleContracts(ids: readonly ContractId[]): Promise<readonly StaleContract[]> {
    const heads = await this.transaction.query<StoredHeadRow>(HEADS, [ids]);
    return heads.map(headFrom).map((head) => ({ contractId: head.contractId, head, fresh: [], movedBy: [] }));
  }

  /** Folds over pages of contracts. The last two parameters of `page` are the id before it and its length. */
  protected async *folds(
    page: string,
    parameters: readonly unknown[],
    {
      atOnce,
      stale,
    }: Readonly<{ atOnce: number; stale: (ids: readonly ContractId[]) => Promise<readonly StaleContract[]> }>,
  ): AsyncGenerator<FoldTransaction> {
    this.written = COPIED_TABLES;
    const { query } = this.transaction;
    const [store] = await query<{ horizon: string }>('SELECT horizon::text FROM store');
    const merged = await readMergedCustomers(this.transaction);
    for (let behind: string | null = ''; behind !== null;) {
      const rows: { contract_id: ContractId }[] = await query<{ contract_id: ContractId }>(page, [
        ...parameters,
        behind,
        atOnce,
      ]);
      yield new PostgresFoldTransaction(this.transaction, {
        dequeued: null,
        stale: await stale(rows.map(({ contract_id }) => contract_id)),
        horizon: dateFrom(store?.horizon ?? ''),
        merged,
        ...this.options,
      });
      behind = rows.length < atOnce ? null : (rows.at(-1)?.contract_id ?? null);
    }
  }

  take(policy: Policy, asOf: CivilDate, takenAt: Date): TakeTransaction {
    const { sums, written } = this;
    const beside = sums === null ? null : { sums, isShared: () => true, written };
    return new PostgresTake(this.transaction, { policy, asOf, takenAt }, periodSums, beside);
  }

  async *currentSnapshots(): AsyncGenerator<readonly SnapshotRevision[]> {
    for await (const revisions of currentRevisions(this.transaction)) {
      yield revisions.filter(({ status }) => status !== 'withdrawn');
    }
  }
}

/** Restates in one transaction, which locks out all other work in the store from its first statement on. */
export class PostgresRestatementStore extends RestatementStore {
  constructor(
    private readonly database: Database,
    private readonly options: FoldedWithin,
  ) {
    super();
  }

  async restate<T>(
    work: (transaction: RestateTransaction) => Promise<Readonly<{ keep: boolean; result: T }>>,
  ): Promise<T> {
    return alone(this.database, async (transaction) => {
      const sums = new SumsBeside(this.database, 'last');
      try {
        return await work(new PostgresRestateTransaction(transaction, this.options, sums));
      } finally {
        await sums.end();
      }
    });
  }
}
