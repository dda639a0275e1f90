import type { JsonValue } from '../fields/json-schema.ts';

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

/** JSON in the form of RFC 8785: keys sorted by UTF-16 code units, no blanks, texts and numbers as in ECMAScript. */
export const canonicalJson = (value: JsonValue): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`).join(',')}}`;
};
