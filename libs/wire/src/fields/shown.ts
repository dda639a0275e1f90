const LONGEST = 60;

/** Lists and objects are not written out: nested deep enough, they would exhaust the stack. */
const asText = (value: unknown): string => {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '(a list)' : '(an object)';
  return String(value);
};

/**
 * A value from outside as it may stand in a message: short, without control characters and lone surrogates, which
 * neither a database nor a terminal takes.
 */
export const shown = (value: unknown): string => {
  const text = asText(value);
  const start = Array.from(text.slice(0, 2 * LONGEST))
    .slice(0, LONGEST)
    .join('');
  const clean = start.toWellFormed().replaceAll(/\p{Cc}/gu, '\uFFFD');
  return start.length < text.length ? `${clean}…` : clean;
};
