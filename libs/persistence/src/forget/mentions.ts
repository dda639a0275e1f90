/** Whether a string of a JSON document, at any depth, is this text. Names of fields count too. */
const isIn = (json: unknown, text: string): boolean => {
  if (typeof json === 'string') return json === text;
  if (typeof json !== 'object' || json === null) return false;
  return Object.entries(json).some(([name, value]) => name === text || isIn(value, text));
};

const ENDS_IN_WORD = /[\p{L}\p{N}_-]$/u;
const BEGINS_WITH_WORD = /^[\p{L}\p{N}_-]/u;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Whether bytes that came in name the customer: as a string of JSON, or in another text as a word of its own. A short id
 * is a part of many words.
 */
export const mentions = (bytes: Buffer | null, customerId: string): boolean => {
  if (bytes === null) return false;
  const text = bytes.toString('utf8');
  const json = parsed(text);
  if (json !== undefined) return isIn(json, customerId);
  return text
    .split(customerId)
    .some(
      (before, i, parts) =>
        i + 1 < parts.length && !ENDS_IN_WORD.test(before) && !BEGINS_WITH_WORD.test(parts[i + 1] ?? ''),
    );
};
