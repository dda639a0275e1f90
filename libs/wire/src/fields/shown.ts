const LONGEST = 60;

/** Lists and objects are not written out, because deeply nested ones would exhaust the stack. */
const asText = (value: unknown): string => {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '(a list)' : '(an object)';
  return String(value);
};

/**
 * A value from outside, safe to show in a message: short, and without control characters and lone surrogates, which a
 * database or a terminal does not accept.
 */
export const shown = (value: unknown): string => {
  const text = asText(value);
  const start = Array.from(text.slice(0, 2 * LONGEST))
    .slice(0, LONGEST)
    .join('');
  const clean = start.toWellFormed().replaceAll(/\p{Cc}/gu, '\uFFFD');
  return start.length < text.length ? `${clean}…` : clean;
};
