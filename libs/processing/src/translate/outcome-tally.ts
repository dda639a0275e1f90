import type { IgnoredReason, RefusalCode, TranslationNote } from '@app/wire';
import type { TranslatedPayload } from './payload-translation.ts';

/** Where a payload is, with what was wrong with it. */
export type PayloadExample = Readonly<{ origin: string; position: bigint; message: string }>;

export type Counted<C> = Readonly<{ code: C; count: number; examples: readonly PayloadExample[] }>;

/** How many payloads there were, and what became of them by reason. */
export type OutcomeCounts = Readonly<{
  payloads: number;
  taken: number;
  events: number;
  ignored: readonly Counted<IgnoredReason>[];
  refused: readonly Counted<RefusalCode>[];
  notes: readonly Counted<TranslationNote>[];
}>;

/** The examples that are kept of each code. */
const EXAMPLES = 3;

const counter = <C extends string>() => {
  const codes = new Map<C, { code: C; count: number; examples: PayloadExample[] }>();
  return {
    add: (code: C, example: PayloadExample): void => {
      const counted = codes.get(code) ?? { code, count: 0, examples: [] };
      counted.count += 1;
      const isNew = counted.examples.every(({ message }) => message === '' || message !== example.message);
      if (isNew && counted.examples.length < EXAMPLES) counted.examples.push(example);
      codes.set(code, counted);
    },
    all: (): readonly Counted<C>[] => [...codes.values()].toSorted((a, b) => b.count - a.count),
  };
};

/** Counts what payloads become as they are translated, in constant memory. */
export const tallyOutcomes = () => {
  const counts = { payloads: 0, taken: 0, events: 0 };
  const [ignored, refused, notes] = [counter<IgnoredReason>(), counter<RefusalCode>(), counter<TranslationNote>()];
  return {
    add: (translated: TranslatedPayload): void => {
      const at = { ...placeOf(translated), message: translated.refused?.message ?? '' };
      counts.payloads += 1;
      counts.events += translated.events.length;
      if (translated.events.length > 0) counts.taken += 1;
      if (translated.ignored !== null) ignored.add(translated.ignored, at);
      if (translated.refused !== null) refused.add(translated.refused.code, at);
      for (const note of translated.notes) notes.add(note, at);
    },
    /** A note that only several payloads together show. */
    note: (note: TranslationNote, translated: TranslatedPayload): void =>
      notes.add(note, { ...placeOf(translated), message: '' }),
    counts: (): OutcomeCounts => ({ ...counts, ignored: ignored.all(), refused: refused.all(), notes: notes.all() }),
  };
};

const placeOf = ({ origin, position }: TranslatedPayload) => ({ origin, position });
