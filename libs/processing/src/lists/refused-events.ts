import type { Page, PageAsked } from './page.ts';
import type { SetAsideContract } from '../fold/set-aside.ts';

/** A refused record, where it came from, and why. A file has no partition, and its positions are lines. */
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
}>;

/** Which refused records are asked for; null asks for all. `origin` is a topic, or a file by its path or name. */
export type RefusedAsked = Readonly<{ code: string | null; origin: string | null; since: Date | null }>;

/** A refused record as it came. */
export type StoredRefusal = RefusedEvent &
  Readonly<{ key: Buffer | null; value: Buffer | null; headers: Readonly<Record<string, Buffer>> }>;

/** The port of what is in no figure. */
export abstract class RefusedEvents {
  /** The refused records, the latest first. */
  abstract list(asked: RefusedAsked): Promise<readonly RefusedEvent[]>;
  /** A page of the same. */
  abstract page(asked: RefusedAsked, page: PageAsked): Promise<Page<RefusedEvent>>;
  /** Null if there is no refused record of this number. */
  abstract record(id: string): Promise<StoredRefusal | null>;
  /** The contracts whose latest events wait, because valuing them takes too long. */
  abstract setAside(): Promise<readonly SetAsideContract[]>;
}
