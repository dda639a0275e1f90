import type { CivilDate } from '@app/domain';
import type { LedgerRow } from '../ingest/ledger-row.ts';
import type { RestateTransaction } from '../restate/restatement-store.ts';

/** A customer that is forgotten, and what becomes of the texts of events that name it. */
export type ForgottenCustomer = Readonly<{
  customerId: string;
  pseudonym: string;
  isNamedIn: (text: string, mode: LedgerRow['mode']) => boolean;
  withoutIt: (text: string, mode: LedgerRow['mode']) => string;
}>;

/** What was changed, by kind; whole events, payloads and so on. */
export type Erased = Readonly<{
  events: number;
  /** Payloads of billing systems, which are removed. */
  payloads: number;
  refused: number;
  contracts: number;
  /** Revisions of snapshots whose signals named the customer. */
  snapshots: number;
  /** Rows of the audit that named the customer. */
  operations: number;
}>;

/** The one transaction of an erasure. Nothing else works in the store meanwhile. */
export abstract class EraseTransaction {
  abstract storedPolicy(): ReturnType<RestateTransaction['storedPolicy']>;
  abstract asOf(): Promise<CivilDate | null>;
  /** Some contracts of the customer that are active on a day or begin later; at most `limit`. */
  abstract activeContracts(customerId: string, day: CivilDate, limit: number): Promise<readonly string[]>;
  /** The customers that count for this one, and the one that it counts for. */
  abstract mergedWith(customerId: string): Promise<readonly string[]>;
  /** Opens the erasure, without which nothing can be changed in the ledger. */
  abstract open(pseudonym: string, by: string, at: Date): Promise<void>;
  /** Takes the customer out of everything that the store holds, up to what is calculated from the ledger. */
  abstract erase(forgotten: ForgottenCustomer, onEvents: (events: number) => void): Promise<Omit<Erased, 'contracts'>>;
  /** The contracts whose events were changed, to be valued again; their figures do not change. */
  abstract contracts(atOnce: number): ReturnType<RestateTransaction['contracts']>;
  /** What a valuation has written down of the customer, and what is published again. Closes the erasure. */
  abstract close(forgotten: ForgottenCustomer, erased: Erased, by: string, at: Date): Promise<void>;
}

/** The port of erasures. */
export abstract class ErasureStore {
  /** Runs `work` while nothing else uses the store. Commits its changes if it returns `keep`, else rolls them back. */
  abstract run<T>(work: (transaction: EraseTransaction) => Promise<Readonly<{ keep: boolean; result: T }>>): Promise<T>;
}
