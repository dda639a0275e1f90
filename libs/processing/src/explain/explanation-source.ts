import type { CivilDate, ContractId, CustomerAmounts, Drivers, MergedCustomers, Period } from '@app/domain';
import type { LedgerRow } from '../ingest/ledger-row.ts';
import type { StoredSpan } from '../fold/contract-store.ts';
import type { SegmentName, SnapshotRevision } from '../snapshots/snapshot-store.ts';

/** What the store knows of a contract: its accepted events, and the span that holds the day. */
export type ContractSource = Readonly<{
  events: readonly LedgerRow[];
  span: StoredSpan | null;
  /** For which customer each merged one counts. */
  merged: MergedCustomers;
  /** Events wait to be folded, so that the span may be behind them. */
  isStale: boolean;
}>;

/** A customer that moved a segment. The drivers are null where it was not active both times. */
export type CustomerMove = Readonly<{ customerId: string; amounts: CustomerAmounts; drivers: Drivers | null }>;

/** The customers of a segment as the books stand, to be held against its snapshot. */
export type StandingSums = Readonly<{ arr: string; logos: number; priorArr: string; priorLogos: number }>;

export type PeriodSource = Readonly<{
  snapshot: SnapshotRevision;
  standing: StandingSums;
  /** Those that moved the segment most at constant currency, of equals the smallest id. */
  largestMoves: readonly CustomerMove[];
}>;

/** What figures are explained by; nothing is written. */
export abstract class ExplanationSource {
  /** The last day taken; null before the first take. */
  abstract lastTakenDay(): Promise<CivilDate | null>;
  /** Null where no event of the contract was accepted. */
  abstract contract(contractId: ContractId, day: CivilDate): Promise<ContractSource | null>;
  /** Null where the segment has no snapshot in the period. */
  abstract period(period: Period, segment: SegmentName, moves: number): Promise<PeriodSource | null>;
}
