import type { CivilDate } from '../calendar/civil-date.ts';
import type { CancelledEvent, ContractId, CustomerId, EventHead, TermsEvent } from '../facts/contract-event.ts';
import type { EventRef } from './finding.ts';

type CheckedHead = EventRef & EventHead;

/**
 * What the checks keep of an event until all of its contract have been read: its place in the record order, its days,
 * and what a change or a successor is compared by. Lines are kept as a number, because they are most of an event.
 */
export type CheckedTerms = CheckedHead &
  Pick<TermsEvent, 'kind' | 'term' | 'customerId' | 'currency' | 'renews'> &
  Readonly<{
    /** The products of its recurring and commitment lines, in order. Empty if it has none. */
    products: string;
    /** Equal for equal lines. */
    linesDigest: number;
  }>;

export type CheckedCancellation = CheckedHead & Pick<CancelledEvent, 'kind'>;

export type CheckedEvent = CheckedTerms | CheckedCancellation;

/** The events of one contract, each once, in any order. */
export type CheckedContract = Readonly<{ contractId: ContractId; events: readonly CheckedEvent[] }>;

/** A contract's days, from its first to the first on which it is no longer active. */
export type ContractLife = Readonly<{
  contractId: ContractId;
  customerId: CustomerId;
  start: CivilDate;
  end: CivilDate | null;
  products: string;
  /** That of its last terms: a contract that changes its currency has one after the other. */
  currency: string;
  /** Every contract that one of its events renews. */
  renews: ReadonlySet<ContractId>;
  first: CheckedEvent;
  last: CheckedEvent;
}>;
