import type { ContractId, Policy } from '@app/domain';
import type { FormatName, WireContractEvent } from '@app/wire';
import type { FoldTransaction } from '../fold/contract-store.ts';
import type { LedgerRow } from '../ingest/ledger-row.ts';
import { RestateTransaction } from '../restate/restatement-store.ts';
import type { Translator } from '../translate/payload-translation.ts';

/** Payloads of one topic or file that one translator has read under one config, and how many there are. */
export type PayloadGroup = Readonly<{
  format: FormatName;
  /** The topic, or the name of the file. */
  origin: string;
  version: number;
  configId: string;
  /** The adapter of the config, as it was stated. */
  adapter: unknown;
  payloads: number;
}>;

/** A group, and the translator that is to read it anew. */
export type Rereading = Readonly<{ group: PayloadGroup; by: Translator }>;

export type KeptPayload = Readonly<{
  payloadId: bigint;
  format: FormatName;
  origin: string;
  configId: string;
  version: number;
  /** When a bare object was exported, RFC 3339; null: nobody knows. */
  observed: string | null;
  value: Buffer;
  /** Its events that count now. */
  events: readonly (LedgerRow & Readonly<{ contractId: ContractId }>)[];
}>;

/** The events of a payload that change when it is translated anew. */
export type PayloadChange = Readonly<{
  payloadId: bigint;
  /** Events that no longer count. */
  superseded: KeptPayload['events'];
  /** Events that its new translation says, and that the payload did not say in this way before. */
  incoming: readonly WireContractEvent[];
}>;

/** Events of the ledger after a retranslation. */
export type EventCounts = Readonly<{
  /** New identities. One that another payload has brought already counts once. */
  added: number;
  /** Identities with another content. */
  replaced: number;
  /** Identities that no payload says any more. */
  withdrawn: number;
}>;

/** The transaction of a retranslation. Nothing else works in the store meanwhile. */
export abstract class RetranslateTransaction extends RestateTransaction {
  abstract payloadGroups(): Promise<readonly PayloadGroup[]>;
  /** Begins the retranslation, which the following calls belong to. */
  abstract begin(at: Date, by: string): Promise<void>;
  /** The payloads of these groups in the order in which they came, some at a time. */
  abstract payloads(groups: readonly PayloadGroup[], atOnce: number): AsyncIterable<readonly KeptPayload[]>;
  abstract change(changes: readonly PayloadChange[]): Promise<void>;
  /** Appends the incoming events. Of one identity the first counts, and one that counts already stays. */
  abstract settle(read: readonly Rereading[]): Promise<EventCounts>;
  abstract changedContractCount(): Promise<number>;
  /** The contracts of events that changed, some at a time, in the order of their ids. */
  abstract changedContracts(atOnce: number): AsyncIterable<FoldTransaction>;
}

export abstract class RetranslationStore {
  /** Runs `work` while nothing else uses the store. Commits its changes if it returns `keep`, else rolls them back. */
  abstract retranslate<T>(
    work: (transaction: RetranslateTransaction) => Promise<Readonly<{ keep: boolean; result: T }>>,
  ): Promise<T>;
}

/** The parts of a policy that decide what payloads mean. */
export type TranslationTerms = Pick<Policy, 'timezone' | 'dimensions'>;
