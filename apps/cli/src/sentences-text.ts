import type { Sentence } from '@app/domain';
import { wrapped } from './readable.ts';

/** The sentences of a narrative, each on lines of its own. */
export const sentencesText = (narrative: readonly Sentence[]): readonly string[] =>
  narrative.map(({ text }) => wrapped(text));
