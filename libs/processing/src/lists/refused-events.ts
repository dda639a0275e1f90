import type { Page, PageAsked } from './page.ts';
import type { RefusedState } from '@app/wire/answers';
import type { SetAsideContract } from '../fold/set-aside.ts';
import type { RecordFormat } from '../ingest/ingest-store.ts';
import type { StepOutcome } from '../operations/operation-store.ts';

/**
 * A refused record, where it came from, and why. A file has no partition, and its positions are lines. `settledAt` is
 * null while it waits.
 */
export type RefusedEvent = Readonly<{
  /** Its number in the store, as text. */
  id: string;
  refusedAt: Date;
  origin: string;
  partition: number | null;
  position: string;
  code: string;
  field: string;
  message: string;
  state: RefusedState;
  settledAt: Date | null;
}>;

/**
 * Which refused records are asked for; null asks for all. `origin` is a topic, or a file by its path or name. `contract`
 * is the key of a record, or named in its value.
 */
export type RefusedAsked = Readonly<{
  code: string | null;
  origin: string | null;
  since: Date | null;
  contract: string | null;
  state: RefusedState | null;
}>;

/** What somebody did with a refused record. `source` and `eventId`: its event in the ledger. */
export type RefusedStep = Readonly<{
  at: Date;
  who: string;
  outcome: StepOutcome;
  source: string | null;
  eventId: string | null;
  code: string | null;
  message: string | null;
  reason: string | null;
  /** The value that was sent instead; null: the refused one. */
  mended: Buffer | null;
}>;

/** A refused record as it came, with what was done with it. `format` null: an event. */
export type StoredRefusal = RefusedEvent &
  Readonly<{
    format: RecordFormat | null;
    key: Buffer | null;
    value: Buffer | null;
    headers: Readonly<Record<string, Buffer>>;
    steps: readonly RefusedStep[];
  }>;

/** The port of what is in no figure. */
export abstract class RefusedEvents {
  /** The refused records, the latest first. */
  abstract list(asked: RefusedAsked): Promise<readonly RefusedEvent[]>;
  /** A page of the same. */
  abstract page(asked: RefusedAsked, page: PageAsked): Promise<Page<RefusedEvent>>;
  /** Null if there is no refused record of this number. */
  abstract record(id: string): Promise<StoredRefusal | null>;
  /** The number of refused records that wait, by code. */
  abstract waiting(): Promise<readonly Readonly<{ code: string; count: number }>[]>;
  /** The contracts whose latest events wait, because valuing them takes too long. */
  abstract setAside(): Promise<readonly SetAsideContract[]>;
}
