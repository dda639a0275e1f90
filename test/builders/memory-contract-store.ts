import type { CivilDate, ContractEvent, ContractId, MergedCustomers } from '@app/domain';
import {
  type ContractChange,
  type ContractHead,
  ContractStore,
  type FoldedContract,
  FoldTransaction,
  type GivenUp,
  type LedgerRow,
  type SetAsideContract,
  type StaleContract,
  type StoredCharge,
  type StoredSpan,
  type Tail,
} from '@app/processing';
import { ledgerRow } from './records.ts';

/** A copy, as from a database: the reader shares no object with the writer. */
const stored = <T>(value: T): T => structuredClone(value);

const inDays = (a: StoredSpan, b: StoredSpan): number => (a.from < b.from ? -1 : 1);

type Books = {
  readonly ledger: Map<ContractId, LedgerRow[]>;
  readonly unfolded: Map<ContractId, LedgerRow[]>;
  readonly aside: Map<ContractId, SetAsideContract>;
  readonly heads: Map<ContractId, ContractHead>;
  readonly spans: Map<ContractId, readonly StoredSpan[]>;
  readonly charges: Map<ContractId, readonly StoredCharge[]>;
  readonly changes: ContractChange[];
  /** The first day of each tail that was replaced; null for a whole contract. */
  readonly written: (CivilDate | null)[];
};

class MemoryFold extends FoldTransaction {
  readonly merged: MergedCustomers = new Map();

  constructor(
    private readonly books: Books,
    readonly stale: FoldTransaction['stale'],
    readonly horizon: CivilDate,
  ) {
    super();
  }

  async allEvents(contracts: readonly ContractId[]): Promise<ReadonlyMap<ContractId, readonly LedgerRow[]>> {
    return new Map(contracts.map((id) => [id, stored(this.books.ledger.get(id) ?? [])]));
  }

  async events(
    wanted: readonly Readonly<{ contractId: ContractId; seq: number }>[],
  ): Promise<ReadonlyMap<number, LedgerRow>> {
    const rows = wanted.flatMap(({ contractId, seq }) =>
      (this.books.ledger.get(contractId) ?? []).filter((row) => row.seq === seq),
    );
    return new Map(rows.map((row) => [row.seq, stored(row)]));
  }

  async spans(tails: readonly Tail[]): Promise<ReadonlyMap<ContractId, readonly StoredSpan[]>> {
    return new Map(
      tails.map(({ contractId, since }) => {
        const spans = this.books.spans.get(contractId) ?? [];
        const first =
          since === null
            ? 0
            : Math.max(
                0,
                spans.findLastIndex(({ from }) => from <= since),
              );
        return [contractId, stored(spans.slice(first))];
      }),
    );
  }

  async charges(tails: readonly Tail[]): Promise<ReadonlyMap<ContractId, readonly StoredCharge[]>> {
    return new Map(
      tails.map(({ contractId, since }) => [
        contractId,
        stored((this.books.charges.get(contractId) ?? []).filter(({ date }) => since === null || since <= date)),
      ]),
    );
  }

  async keepAlive(): Promise<void> {}

  async leave(contracts: readonly StaleContract[]): Promise<void> {
    for (const { contractId, fresh } of contracts) {
      this.books.unfolded.set(contractId, [...fresh, ...(this.books.unfolded.get(contractId) ?? [])]);
    }
  }

  async setAside(contracts: readonly GivenUp[]): Promise<void> {
    await this.leave(contracts.map(({ contract }) => contract));
    for (const { as } of contracts) this.books.aside.set(as.contractId, as);
  }

  async write(folded: AsyncIterable<FoldedContract>): Promise<void> {
    for await (const { head, revaluation, change } of folded) {
      const id = head.contractId;
      this.books.aside.delete(id);
      if (revaluation !== null) {
        const { since } = revaluation;
        const before = (this.books.spans.get(id) ?? []).filter(({ from }) => since !== null && from < since);
        const cut = before.map((span) =>
          span.to !== null && since !== null && span.to <= since ? span : { ...span, to: since },
        );
        this.books.spans.set(id, [...cut, ...stored(revaluation.spans)].toSorted(inDays));
        const charges = (this.books.charges.get(id) ?? []).filter(({ date }) => since !== null && date < since);
        this.books.charges.set(id, [...charges, ...stored(revaluation.charges)]);
        this.books.written.push(since);
      }
      this.books.heads.set(id, stored(head));
      if (change !== null) this.books.changes.push(stored(change));
    }
  }
}

/** Contracts in memory. It keeps the promises of `ContractStore`. */
export class MemoryContractStore extends ContractStore {
  readonly books: Books = {
    ledger: new Map(),
    unfolded: new Map(),
    aside: new Map(),
    heads: new Map(),
    spans: new Map(),
    charges: new Map(),
    changes: [],
    written: [],
  };
  private seq = 0;

  constructor(public horizon: CivilDate) {
    super();
  }

  /** Appends events, all of them new, in the order in which they arrive. */
  accept(events: readonly ContractEvent[]): void {
    for (const event of events) {
      this.seq += 1;
      const row = ledgerRow(event, this.seq);
      this.books.ledger.set(event.contractId, [...(this.books.ledger.get(event.contractId) ?? []), row]);
      this.books.unfolded.set(event.contractId, [...(this.books.unfolded.get(event.contractId) ?? []), row]);
    }
  }

  /** Makes a contract stale without a new event, as the turn of a day or a new horizon does. */
  touch(contractId: ContractId): void {
    this.books.unfolded.set(contractId, this.books.unfolded.get(contractId) ?? []);
  }

  async setAside(): Promise<readonly SetAsideContract[]> {
    return [...this.books.aside.values()];
  }

  async foldAlone(
    contractId: ContractId,
    fold: (transaction: FoldTransaction, before: SetAsideContract) => Promise<number>,
  ): Promise<number> {
    const before = this.books.aside.get(contractId);
    return before === undefined ? 0 : this.foldThese([contractId], (transaction) => fold(transaction, before));
  }

  async foldNext(limit: number, fold: (transaction: FoldTransaction) => Promise<number>): Promise<number> {
    const waiting = [...this.books.unfolded.keys()].filter((id) => !this.books.aside.has(id));
    return this.foldThese(waiting.slice(0, limit), fold);
  }

  private async foldThese(
    contracts: readonly ContractId[],
    fold: (transaction: FoldTransaction) => Promise<number>,
  ): Promise<number> {
    const taken = contracts.map((contractId) => [contractId, this.books.unfolded.get(contractId) ?? []] as const);
    if (taken.length === 0) return 0;
    const stale = taken.map(([contractId, fresh]) => ({
      contractId,
      head: stored(this.books.heads.get(contractId) ?? null),
      fresh: stored(fresh),
      movedBy: [],
    }));
    for (const { contractId } of stale) this.books.unfolded.delete(contractId);
    return fold(new MemoryFold(this.books, stale, this.horizon));
  }

  async isFillingUp(): Promise<boolean> {
    return false;
  }

  async staleCount(): Promise<number> {
    return this.books.unfolded.size;
  }
}
