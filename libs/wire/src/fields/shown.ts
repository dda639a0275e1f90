const LONGEST = 60;

/**
 * A text from outside as it may stand in a message: short, without control characters and lone surrogates, which
 * neither a database nor a terminal takes.
 */
export const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const start = [...text.slice(0, 2 * LONGEST)].slice(0, LONGEST).join('');
  const clean = start.toWellFormed().replaceAll(/\p{Cc}/gu, '\uFFFD');
  return start.length < text.length ? `${clean}…` : clean;
};
