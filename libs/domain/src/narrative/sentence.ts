/** Every kind of sentence, in the order in which a narrative gives them. */
export const SENTENCE_CODES = [
  'acv',
  'largest_part',
  'retention',
  'reversal',
  'compression',
  'one_customer',
  'size',
  'largest_customer',
  'caution',
] as const;
export type SentenceCode = (typeof SENTENCE_CODES)[number];

/** A figure as it was emitted: decimal text, a count, a name, or a list of names. */
export type UsedFigure = string | number | readonly string[];

/** A sentence about a period, with the figures that it uses under their names in the snapshot. */
export type Sentence = Readonly<{
  code: SentenceCode;
  text: string;
  figures: Readonly<Record<string, UsedFigure>>;
}>;
