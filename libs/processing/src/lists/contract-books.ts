import type { CivilDate, ContractId, FxRate } from '@app/domain';
import type { LastOwner, StoredSpan } from '../fold/contract-store.ts';
import type { LedgerRow } from '../ingest/ledger-row.ts';
import type { TakenDays } from '../reports/plan-store.ts';
import type { ContractToList } from './list-books.ts';
import type { Page, PageAsked } from './page.ts';

/** A contract as it is stored. */
export type KnownContract = Readonly<{
  hasCreation: boolean;
  hasMixedSources: boolean;
  /** Whether events wait to be folded, so that the spans do not show them yet. */
  isStale: boolean;
  /** Null if it has only cancellations. */
  lastOwner: LastOwner | null;
  /** In ascending order. */
  spans: readonly StoredSpan[];
}>;

/** An accepted event as it came, and when. */
export type AcceptedEvent = LedgerRow & Readonly<{ ingestedAt: Date }>;

/** One consistent state of the store. */
export abstract class ContractReading {
  abstract days(): Promise<TakenDays>;
  abstract rates(): Promise<readonly FxRate[]>;
  /** Null if no event of the contract was accepted. */
  abstract contract(id: ContractId): Promise<KnownContract | null>;
  abstract eventsBySeq(id: ContractId, seqs: readonly number[]): Promise<readonly LedgerRow[]>;
  /** In the order in which they were accepted; null if there are none. */
  abstract events(id: ContractId, page: PageAsked): Promise<Page<AcceptedEvent> | null>;
  /** The active contracts of a customer on a day. */
  abstract contractsOf(day: CivilDate, customer: string): Promise<readonly ContractToList[]>;
}

/** The port of questions about one contract. */
export abstract class ContractBooks {
  abstract read<T>(work: (reading: ContractReading) => Promise<T>): Promise<T>;
}
