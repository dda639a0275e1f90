/** Replaces U+0000, which Postgres does not store in a text, and lone surrogates, which UTF-8 cannot encode. */
export const storableText = (text: string): string => text.replaceAll('\u0000', '\uFFFD').toWellFormed();
