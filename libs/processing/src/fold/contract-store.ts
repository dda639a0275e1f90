import type { CivilDate, ContractId, Creation, MergedCustomers, RecordKey, Term } from '@app/domain';
import type { LedgerRow } from '../ingest/ledger-row.ts';
import type { StoredMeasures } from './measure-fields.ts';
import type { SetAsideContract } from './set-aside.ts';

/** A stored entry of the timeline: the governing event by its number in the ledger, and what earlier days decide. */
export type StoredEntry = Readonly<{
  from: CivilDate;
  seq: number;
  economicSince: CivilDate;
  currencySince: CivilDate | null;
  currency: string | null;
  /** Null if the event is a cancellation. */
  customerId: string | null;
}>;

/** The customer and currency of a contract by the last of its events, in record order, that states terms. */
export type LastOwner = Readonly<{ customerId: string; currency: string }>;

/** A contract's booking, valued on its first day with ARR. Amounts in plain decimal notation. */
export type StoredBooking = Readonly<{
  valuedOn: CivilDate;
  customerId: string;
  currency: string;
  acv: string;
  contractedAcv: string;
  tcv: string | null;
  netValue: string;
  grossValue: string;
  termMonths: string | null;
  /** Null without a creation: then it is no booking. */
  bookedOn: CivilDate | null;
  openedOn: CivilDate | null;
  isReplacement: boolean;
}>;

export type ContractHead = Readonly<{
  contractId: ContractId;
  /** In record order; empty if the creation has not arrived, or if no event of the contract counts any more. */
  creations: readonly Creation[];
  /** Null if the contract has only cancellations. */
  lastOwner: LastOwner | null;
  booking: StoredBooking | null;
  /** Without a version if the contract's versions do not count. */
  lastRecord: RecordKey;
  /** Accepted events come from more than one `source`. */
  hasMixedSources: boolean;
  timeline: readonly StoredEntry[];
  knownUntil: CivilDate | null;
  /** The record last written for subscribers, without its revision. */
  record: string | null;
  revision: number;
}>;

/** A span as stored, `to` exclusive or null. */
export type StoredSpan = StoredMeasures &
  Readonly<{
    contractId: ContractId;
    from: CivilDate;
    to: CivilDate | null;
    seq: number;
    customerId: string;
    currency: string;
    attributes: Readonly<Record<string, string>>;
    renews: readonly string[];
    /** The stated term of the governing event. */
    term: Term;
    /** The running lines, as `linesText` writes them. */
    lines: string;
  }>;

export type StoredCharge = Readonly<{
  contractId: ContractId;
  date: CivilDate;
  seq: number;
  amount: string;
  currency: string;
  customerId: string;
}>;

/** A contract with unfolded events, or without any if only its spans have to be drawn anew. */
export type StaleContract = Readonly<{
  contractId: ContractId;
  head: ContractHead | null;
  fresh: readonly LedgerRow[];
  /**
   * Numbers in the ledger of what else moved it since its last fold: merges of customers, and events that no longer
   * count.
   */
  movedBy: readonly number[];
}>;

/**
 * The days on which a contract's worth changed. `to` is exclusive, null is open. Where only the stated term or the event
 * that states it changed, no snapshot shows it (`isStatedOnly`) and no take has to read it, but reports do.
 */
export type ContractChange = Readonly<{
  contractId: ContractId;
  customers: readonly string[];
  from: CivilDate;
  to: CivilDate | null;
  events: readonly number[];
  isStatedOnly: boolean;
}>;

/** A contract's new worth from `since` on (null: all of it), which replaces what is stored of these days. */
export type Revaluation = Readonly<{
  since: CivilDate | null;
  /** Whether there were charges. */
  hadCharges: boolean;
  spans: readonly StoredSpan[];
  charges: readonly StoredCharge[];
}>;

/** A contract after its fold. */
export type FoldedContract = Readonly<{
  head: ContractHead;
  /** Null if only the day is new. */
  revaluation: Revaluation | null;
  change: ContractChange | null;
  /** Whether the booking changed. */
  isBookingNew: boolean;
  /** Whether the record for subscribers changed. */
  isRecordNew: boolean;
}>;

/** The stored state of a contract from a day on (null: all of it). */
export type Tail = Readonly<{ contractId: ContractId; since: CivilDate | null }>;

/** One transaction in which stale contracts are locked. All that it reads was written before that or under their lock. */
export abstract class FoldTransaction {
  abstract readonly stale: readonly StaleContract[];
  abstract readonly horizon: CivilDate;
  /** The customer for which each merged one counts. */
  abstract readonly merged: MergedCustomers;
  abstract allEvents(contracts: readonly ContractId[]): Promise<ReadonlyMap<ContractId, readonly LedgerRow[]>>;
  abstract events(
    wanted: readonly Readonly<{ contractId: ContractId; seq: number }>[],
  ): Promise<ReadonlyMap<number, LedgerRow>>;
  abstract spans(tails: readonly Tail[]): Promise<ReadonlyMap<ContractId, readonly StoredSpan[]>>;
  abstract charges(tails: readonly Tail[]): Promise<ReadonlyMap<ContractId, readonly StoredCharge[]>>;
  /** Iterates over the contracts one by one, so a caller that folds lazily holds one at a time. */
  abstract write(folded: AsyncIterable<FoldedContract>): Promise<void>;
  /** Queues contracts of this fold again, with everything that they waited for. */
  abstract leave(contracts: readonly StaleContract[]): Promise<void>;
  /** The same for contracts that no fold takes with others from now on. */
  abstract setAside(contracts: readonly GivenUp[]): Promise<void>;
  /** Speaks to the store while the caller computes, so the transaction does not count as abandoned. */
  abstract keepAlive(): Promise<void>;
}

/** A contract of a fold that is set aside. */
export type GivenUp = Readonly<{ contract: StaleContract; as: SetAsideContract }>;

export abstract class ContractStore {
  /**
   * Locks up to `limit` stale contracts that are not set aside and passes them to `fold` in one transaction. Returns its
   * result: 0 if nothing is stale, or if other folds hold every stale contract.
   */
  abstract foldNext(limit: number, fold: (transaction: FoldTransaction) => Promise<number>): Promise<number>;

  /** The contracts that are set aside, the one whose next attempt comes first at the head. */
  abstract setAside(): Promise<readonly SetAsideContract[]>;

  /**
   * Passes one contract that is set aside to `fold`, alone in its transaction. Returns 0 if it no longer is, or if
   * another fold holds it.
   */
  abstract foldAlone(
    contractId: ContractId,
    fold: (transaction: FoldTransaction, before: SetAsideContract) => Promise<number>,
  ): Promise<number>;

  abstract staleCount(): Promise<number>;

  /** Whether ingest, in any process, is so far behind that a contract folded now is soon stale again. */
  abstract isFillingUp(): Promise<boolean>;
}
