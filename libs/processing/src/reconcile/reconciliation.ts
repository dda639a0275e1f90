import type { CivilDate, Decimal } from '@app/domain';

/** What of a contract can be compared with a list. */
export const COMPARED = ['customer', 'currency', 'arr', 'start', 'end'] as const;
export type Compared = (typeof COMPARED)[number];

/**
 * How a contract differs: it is active in the list alone (`missing` in the books), active in the books alone (`extra`),
 * or active in both with another value.
 */
export const DIFFERENCES = ['missing', 'extra', ...COMPARED] as const;
export type DifferenceKind = (typeof DIFFERENCES)[number];

/** Why a contract of the list is not active in the books. */
export type Inactive = 'no_event' | 'not_begun' | 'ended' | 'cancelled';

/** The event by which a contract is in the books as it is on the day. Times are RFC 3339. */
export type EventBehind = Readonly<{ source: string; id: string; recordedAt: string; effectiveDate: CivilDate }>;

export type ListDifference = Readonly<{
  kind: DifferenceKind;
  contractId: string;
  /** The value of the books and of the list; amounts with every digit. Null: there is none. */
  books: string | null;
  list: string | null;
  /** Where the list says it; null for a contract that it does not have. */
  place: string | null;
  /** Only of a missing contract. */
  inactive: Inactive | null;
  /** Null if no event of the contract was accepted, or if there are more differences than events are looked up for. */
  event: EventBehind | null;
}>;

/** The active contracts of a currency on both sides, and their ARR. */
export type CurrencyTotals = Readonly<{
  currency: string;
  books: Readonly<{ contracts: number; arr: Decimal }>;
  list: Readonly<{ contracts: number; arr: Decimal }>;
}>;

export type Reconciliation = Readonly<{
  day: CivilDate;
  /** Active in both, and alike in all that was compared. */
  alike: number;
  /** Contracts with at least one difference. */
  differing: number;
  /** Active in the books, and in a row of the list that cannot be read. */
  unread: number;
  totals: readonly CurrencyTotals[];
  /** By kind, then by contract. */
  differences: readonly ListDifference[];
}>;
