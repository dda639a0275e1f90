import type { CivilDate, ContractId, CustomerAmounts, Drivers, MergedCustomers, Period } from '@app/domain';
import type { LedgerRow } from '../ingest/ledger-row.ts';
import type { StoredSpan } from '../fold/contract-store.ts';
import type { SegmentName, SnapshotRevision } from '../snapshots/snapshot-store.ts';

/** The stored state of a contract: its accepted events, and the span that holds the day. */
export type ContractSource = Readonly<{
  events: readonly LedgerRow[];
  span: StoredSpan | null;
  /** The customer for which each merged one counts. */
  merged: MergedCustomers;
  /** Whether events wait to be folded, so that the span may not show them yet. */
  isStale: boolean;
}>;

/** A customer that moved a segment. The drivers are null if it was not active on both days. */
export type CustomerMove = Readonly<{ customerId: string; amounts: CustomerAmounts; drivers: Drivers | null }>;

/** The customers of a segment in the books as they are now, to be compared with its snapshot. */
export type BooksSums = Readonly<{ arr: string; logos: number; priorArr: string; priorLogos: number }>;

export type PeriodSource = Readonly<{
  snapshot: SnapshotRevision;
  /** The period before, and the segment in it; null if it was not reported there. */
  prior: Readonly<{ period: Period; snapshot: SnapshotRevision | null }>;
  books: BooksSums;
  /** The customers that moved the segment most at constant currency; ties go to the smallest id. */
  largestMoves: readonly CustomerMove[];
}>;

/** The source of explanations; it only reads. */
export abstract class ExplanationSource {
  /** The last day taken; null before the first take. */
  abstract lastTakenDay(): Promise<CivilDate | null>;
  /** Null if no event of the contract was accepted. */
  abstract contract(contractId: ContractId, day: CivilDate): Promise<ContractSource | null>;
  /** Null if the segment has no snapshot in the period. */
  abstract period(period: Period, segment: SegmentName, moves: number): Promise<PeriodSource | null>;
}
