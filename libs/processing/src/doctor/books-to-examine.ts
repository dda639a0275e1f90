import type { CivilDate, ContractId, MergedCustomers } from '@app/domain';
import type { ContractHead, StoredCharge, StoredSpan } from '../fold/contract-store.ts';
import type { LedgerRow } from '../ingest/ledger-row.ts';
import type { TakeTransaction } from '../snapshots/snapshot-store.ts';

/** A contract as it is stored, with all of its events. */
export type ExaminedContract = Readonly<{
  contractId: ContractId;
  /** Null: it has no books. */
  head: ContractHead | null;
  events: readonly LedgerRow[];
  /** Why its events cannot be read; null: they can. */
  damage: Error | null;
  /** In the order of their first days. */
  spans: readonly StoredSpan[];
  charges: readonly StoredCharge[];
  /** Events of it, or a merge, wait to be folded, so its books are not due yet. */
  isWaiting: boolean;
}>;

/** How much is looked at: everything, or a part that takes seconds, however large the store is. */
export type Extent = 'sample' | 'all';

/** One state of the books. */
export type BooksToExamine = Readonly<{
  horizon: CivilDate;
  /** The merged customers as stored. */
  merged: MergedCustomers;
  /** The merges of customers in the ledger. */
  merges: readonly LedgerRow[];
  /** Some contracts at a time, and the share that is read with them, from 0 to 1. */
  contracts: () => AsyncIterable<Readonly<{ contracts: readonly ExaminedContract[]; share: number }>>;
}>;

/** A take that reads and compares, and writes nothing. */
export type TrialTake = Readonly<{
  transaction: TakeTransaction;
  /** What it would have written since this was asked last: revisions, and snapshots with other workings. */
  written: () => readonly Readonly<{ dimension: string; segment: string; content: string }>[];
}>;

/** The port of the books that a doctor examines. Nothing is written. */
export abstract class ExaminedBooks {
  /** Reads one state of the books. */
  abstract read<T>(extent: Extent, work: (books: BooksToExamine) => Promise<T>): Promise<T>;
  /** Takes periods of one state of the books on trial, which needs temporary tables. */
  abstract takeOnTrial<T>(work: (take: TrialTake) => Promise<T>): Promise<T>;
}
