import type { WireContractEvent } from '../events/wire-event.ts';
import type { Refusal } from '../refusal.ts';

/** A canonical event that a record of a billing system says. `position` is that of its first record in the file. */
export type TranslatedEvent = Readonly<{ position: number; event: WireContractEvent }>;

/** A record that became no event. */
export type UntranslatedRecord = Readonly<{ position: number; refusal: Refusal }>;

/** Everything that a file of a billing system says. Each record is in an event or is refused, never dropped in silence. */
export type Translation<Note> = Readonly<{
  events: readonly TranslatedEvent[];
  refused: readonly UntranslatedRecord[];
  /** Facts about accepted records that a reader should know. */
  notes: readonly Note[];
}>;
