import type { CivilDate } from '../calendar/civil-date.ts';
import type { ContractDiscount, Line } from '../lines/line.ts';
import type { Term } from '../terms/term.ts';

declare const contractId: unique symbol;
declare const customerId: unique symbol;

/** Branded: only the parsers in `libs/wire` make ids. */
export type ContractId = string & { readonly [contractId]: true };
export type CustomerId = string & { readonly [customerId]: true };

/** An instant to the nanosecond: seconds since 1970-01-01T00:00:00Z and nanoseconds in the second. */
export type Instant = Readonly<{ seconds: number; nanos: number }>;

/** The fields of every event of a contract, among them those that decide the record order (definitions, section 1). */
export type EventHead = Readonly<{
  id: string;
  source: string;
  recordedAt: Instant;
  /** Null if the event states none; then no version of the contract's events counts. */
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
  /** The discounts of the contract as a whole, applied after the lines' own. */
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

/** Everything of `customerId`, past and future, counts for `into`; null undoes the merge (definitions, section 1). */
export type MergedEvent = Readonly<{
  kind: 'merged';
  id: string;
  source: string;
  recordedAt: Instant;
  customerId: CustomerId;
  into: CustomerId | null;
}>;
