import { type Fault, fault, type JsonObject } from './field.ts';
import { nearName } from './near-name.ts';
import { shown } from './shown.ts';

/** Finds a field that an object must not have. It is called only for objects with a field that is not their own. */
export type UnknownFields = (value: JsonObject) => Fault | null;

const REMEMBERED_MAX = 1000;
const REMEMBERED_LENGTH_MAX = 64;

const unknown = (key: string, hint: string): Fault => ({
  ...fault('unknown_field', `is unknown; ${hint}`),
  path: `.${shown(key)}`,
});

const didYouMean = (name: string): string => `did you mean ${name}?`;

const enumeration = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Refuses every unknown field. The message suggests the nearest name, or else lists all fields that `what` has. */
export const noneUnknown = (what: string, names: readonly string[]): UnknownFields => {
  const own = new Set(names);
  const near = nearName(names);
  return (value) => {
    const key = Object.keys(value).find((name) => !own.has(name));
    if (key === undefined) return null;
    const name = near(key);
    return unknown(key, name === null ? `${what} has ${enumeration(names)}` : didYouMean(name));
  };
};

/**
 * Refuses an unknown field only if it misspells one of the names. Producers send the same few extra fields with every
 * event, so the result for each key is remembered.
 */
export const noneMisspelt = (names: readonly string[]): UnknownFields => {
  const own = new Set(names);
  const near = nearName(names);
  const remembered = new Map<string, string | null>();
  const nearTo = (key: string): string | null => {
    const before = remembered.get(key);
    if (before !== undefined) return before;
    const name = near(key);
    if (remembered.size < REMEMBERED_MAX && key.length <= REMEMBERED_LENGTH_MAX) remembered.set(key, name);
    return name;
  };
  return (value) => {
    for (const key of Object.keys(value)) {
      if (own.has(key)) continue;
      const name = nearTo(key);
      if (name !== null) return unknown(key, didYouMean(name));
    }
    return null;
  };
};
