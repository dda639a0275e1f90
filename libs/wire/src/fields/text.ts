import { bad, type Fault, type Field, NO_TEXT } from './field.ts';
import { named } from './json-schema.ts';
import { shown } from './shown.ts';

const IDENTIFIER_CHARACTERS = '[^\\p{Cc}\\p{Cs}]';
const IDENTIFIER_LENGTH_MAX = 200;
const IDENTIFIER_SHAPE = new RegExp(`^${IDENTIFIER_CHARACTERS}{1,${IDENTIFIER_LENGTH_MAX}}$`, 'u');
/** Nearly every identifier matches this. It is tried first, because it is three times as fast as the Unicode shape. */
const PLAIN_IDENTIFIER = /^[ -~]{1,200}$/;

const NO_IDENTIFIER = bad(`is not 1 to ${IDENTIFIER_LENGTH_MAX} characters without control characters`);
const NOT_STORABLE = bad('holds U+0000 or half a surrogate pair');

/** Whether a database can store the text: it has no U+0000 and no lone surrogate. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

/** 1 to 200 code points without control characters. */
export const IDENTIFIER: Field<string> = {
  fault(value) {
    if (typeof value !== 'string') return NO_TEXT;
    return PLAIN_IDENTIFIER.test(value) || IDENTIFIER_SHAPE.test(value) ? null : NO_IDENTIFIER;
  },
  schema: (names) =>
    named(names, 'Identifier', () => ({
      type: 'string',
      minLength: 1,
      maxLength: IDENTIFIER_LENGTH_MAX,
      pattern: `^${IDENTIFIER_CHARACTERS}+$`,
    })),
};

export const TEXT: Field<string> = {
  fault(value) {
    if (typeof value !== 'string') return NO_TEXT;
    return isStorable(value) ? null : NOT_STORABLE;
  },
  schema: (names) => named(names, 'Text', () => ({ type: 'string', pattern: '^[^\\0\\p{Cs}]*$' })),
};

/** One of a closed list of words. */
export const word = <const W extends string>(words: readonly W[]): Field<W> => {
  const accepted: ReadonlySet<unknown> = new Set(words);
  const reason = words.length === 1 ? `is not ${words[0]}` : `is none of ${words.join(', ')}`;
  const wrong = (value: string): Fault => bad(`${shown(value)} ${reason}`);
  return {
    fault(value) {
      if (accepted.has(value)) return null;
      return typeof value === 'string' ? wrong(value) : NO_TEXT;
    },
    schema: () => (words.length === 1 ? { const: words[0] ?? null } : { enum: [...words] }),
  };
};
