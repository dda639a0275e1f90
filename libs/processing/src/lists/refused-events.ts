import type { SetAsideContract } from '../fold/set-aside.ts';

/** A refused record, where it came from, and why. A file has no partition, and its positions are lines. */
export type RefusedEvent = Readonly<{
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

/** The port of what is in no figure. */
export abstract class RefusedEvents {
  /** The refused records, the latest first. */
  abstract list(asked: RefusedAsked): Promise<readonly RefusedEvent[]>;
  /** The contracts whose latest events wait, because valuing them takes too long. */
  abstract setAside(): Promise<readonly SetAsideContract[]>;
}
