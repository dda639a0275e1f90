import type { CivilDate } from '../calendar/civil-date.ts';
import type { ContractDiscount, Line } from '../lines/line.ts';
import type { Term } from '../terms/term.ts';

declare const contractId: unique symbol;
declare const customerId: unique symbol;

/** Branded: only the parser of the wire makes them. */
export type ContractId = string & { readonly [contractId]: true };
export type CustomerId = string & { readonly [customerId]: true };

/** An instant to the nanosecond: seconds since 1970-01-01T00:00:00Z and nanoseconds in the second. */
export type Instant = Readonly<{ seconds: number; nanos: number }>;

/** What every event says of itself, and what orders the events of a contract (definitions, section 1). */
export type EventHead = Readonly<{
  id: string;
  source: string;
  recordedAt: Instant;
  /** Null where none is stated: then no version of the contract's events counts. */
  version: number | null;
  contractId: ContractId;
  effectiveDate: CivilDate;
}>;

/** The whole of a contract's terms from the effective day on. */
export type ContractTerms = Readonly<{
  customerId: CustomerId;
  currency: string;
  term: Term;
  lines: readonly Line[];
  /** Of the whole contract; they come after the lines' own. */
  discounts: readonly ContractDiscount[];
  attributes: Readonly<Record<string, string>>;
  renews: readonly ContractId[];
  openedDate: CivilDate | null;
  closedDate: CivilDate | null;
}>;

export type CreatedEvent = EventHead & ContractTerms & Readonly<{ kind: 'created' }>;
export type AmendedEvent = EventHead & ContractTerms & Readonly<{ kind: 'amended' }>;
export type CancelledEvent = EventHead & Readonly<{ kind: 'cancelled'; reason: string | null }>;

export type TermsEvent = CreatedEvent | AmendedEvent;
export type ContractEvent = TermsEvent | CancelledEvent;

/** Two records are one customer: everything of `customerId`, past and future, counts for `into`; null undoes it. */
export type MergedEvent = Readonly<{
  kind: 'merged';
  id: string;
  source: string;
  recordedAt: Instant;
  customerId: CustomerId;
  into: CustomerId | null;
}>;
