import { acvSentence } from './acv-sentence.ts';
import { cautionSentence } from './caution-sentence.ts';
import { largestPartSentence } from './largest-part-sentence.ts';
import type { Narrated } from './narrated.ts';
import { retentionSentence } from './retention-sentence.ts';
import type { Sentence } from './sentence.ts';
import { compressionSentence, oneCustomerSentence, reversalSentence } from './signal-sentences.ts';
import { largestCustomerSentence, sizeSentence } from './size-sentences.ts';

/** A narrative has at least this many sentences, where there is a customer to speak of, and at most this many. */
const FEWEST = 3;
const MOST = 6;

type Part = (narrated: Narrated) => Sentence | null;

const CHANGES: readonly Part[] = [
  acvSentence,
  largestPartSentence,
  retentionSentence,
  reversalSentence,
  compressionSentence,
  oneCustomerSentence,
];

/** Where little changed, the level is what there is to say. */
const LEVELS: readonly Part[] = [sizeSentence, largestCustomerSentence];

const said = (parts: readonly Part[], narrated: Narrated): readonly Sentence[] =>
  parts.map((part) => part(narrated)).filter((sentence) => sentence !== null);

/**
 * What moved in a period and why, in three to six sentences (one or two in a period without customers). The first says
 * how the ACV per customer moved. Every sentence carries its figures, and a cause is always a part of the bridge.
 */
export const narrative = (narrated: Narrated): readonly Sentence[] => {
  const changes = said(CHANGES, narrated);
  const caution = said([cautionSentence], narrated);
  const levels = said(LEVELS, narrated).slice(0, Math.max(0, FEWEST - changes.length));
  return [...[...changes, ...levels].slice(0, MOST - caution.length), ...caution];
};
