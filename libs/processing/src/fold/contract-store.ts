import type { CivilDate, ContractId, Creation, MergedCustomers, RecordKey, Term } from '@app/domain';
import type { LedgerRow } from '../ingest/ledger-row.ts';

/** Who governs from when on, as stored: the event by its number in the ledger, and what the days before decide. */
export type StoredEntry = Readonly<{
  from: CivilDate;
  seq: number;
  economicSince: CivilDate;
  currencySince: CivilDate | null;
  currency: string | null;
  /** Null where the event is a cancellation. */
  customerId: string | null;
}>;

/** Whose a contract is by the last of its events, in record order, that states terms. */
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
  /** In record order; none where the creation has not arrived. */
  creations: readonly Creation[];
  /** Null where nothing but cancellations is known. */
  lastOwner: LastOwner | null;
  booking: StoredBooking | null;
  /** Without a version where the contract's versions do not count. */
  lastRecord: RecordKey;
  /** Accepted events come from more than one `source`. */
  hasMixedSources: boolean;
  timeline: readonly StoredEntry[];
  knownUntil: CivilDate | null;
  /** The record last written for subscribers, without its revision. */
  record: string | null;
  revision: number;
}>;

/** A span as stored: amounts in plain decimal notation, `to` exclusive or null. */
export type StoredSpan = Readonly<{
  contractId: ContractId;
  from: CivilDate;
  to: CivilDate | null;
  seq: number;
  customerId: string;
  currency: string;
  arr: string;
  grossArr: string;
  acv: string;
  contractedAcv: string;
  contractValue: string | null;
  oneTime: string;
  expectedUsage: string;
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

/** A contract with events that no fold has taken in; with none where only its spans are to be drawn anew. */
export type StaleContract = Readonly<{
  contractId: ContractId;
  head: ContractHead | null;
  fresh: readonly LedgerRow[];
  /** Numbers in the ledger of merges of customers that moved it since its last fold. */
  mergedBy: readonly number[];
}>;

/** The days on which what a contract is worth differs from what it was before. `to` is exclusive, null is open. */
export type ContractChange = Readonly<{
  contractId: ContractId;
  customers: readonly string[];
  from: CivilDate;
  to: CivilDate | null;
  events: readonly number[];
}>;

/**
 * What was stored from a day on: the first days of the spans that begin there or later, that of the span which holds the
 * day before too and from now on ends with it, and whether there were charges.
 */
export type Replaced = Readonly<{ spans: readonly CivilDate[]; cut: CivilDate | null; hasCharges: boolean }>;

/** What a contract is worth from `since` on, in place of what was stored; null: all of it. */
export type Revaluation = Readonly<{
  since: CivilDate | null;
  replaced: Replaced;
  spans: readonly StoredSpan[];
  charges: readonly StoredCharge[];
}>;

/** A contract after its fold. */
export type FoldedContract = Readonly<{
  head: ContractHead;
  /** Null where nothing is new but the day. */
  revaluation: Revaluation | null;
  change: ContractChange | null;
  /** Whether the booking is another than before. */
  isBookingNew: boolean;
  /** Whether the record for subscribers is another than before. */
  isRecordNew: boolean;
}>;

/** What a stored contract was before, from a day on (null: all of it). */
export type Tail = Readonly<{ contractId: ContractId; since: CivilDate | null }>;

/** One transaction in which stale contracts are locked: all that is read here was written before them or under their lock. */
export abstract class FoldTransaction {
  abstract readonly stale: readonly StaleContract[];
  abstract readonly horizon: CivilDate;
  /** For which customer each merged one counts. */
  abstract readonly merged: MergedCustomers;
  abstract allEvents(contracts: readonly ContractId[]): Promise<ReadonlyMap<ContractId, readonly LedgerRow[]>>;
  abstract events(
    wanted: readonly Readonly<{ contractId: ContractId; seq: number }>[],
  ): Promise<ReadonlyMap<number, LedgerRow>>;
  abstract spans(tails: readonly Tail[]): Promise<ReadonlyMap<ContractId, readonly StoredSpan[]>>;
  abstract charges(tails: readonly Tail[]): Promise<ReadonlyMap<ContractId, readonly StoredCharge[]>>;
  /** Takes the contracts one by one, so that whoever folds them lazily keeps no more than one. */
  abstract write(folded: Iterable<FoldedContract>): Promise<void>;
}

export abstract class ContractStore {
  /**
   * Locks up to `limit` stale contracts and hands them to `fold` in one transaction. Returns how many there were: 0 where
   * nothing is stale, or others hold all that is.
   */
  abstract foldNext(limit: number, fold: (transaction: FoldTransaction) => Promise<void>): Promise<number>;

  abstract staleCount(): Promise<number>;

  /** Whether those who take in events, whoever they are, are so far behind that a contract folded now is soon stale again. */
  abstract isFillingUp(): Promise<boolean>;
}
