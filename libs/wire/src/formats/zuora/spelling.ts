import { isObject, type JsonObject } from '../../fields/field.ts';
import type { Payload } from '../frame/payload.ts';

const withoutMarks = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Kept, because every field is looked for among all names of its object. There are few names, unless they are made up. */
const known = new Map<string, string>();
const KNOWN_MAX = 5000;

/**
 * A field’s name without regard to its spelling: `RatePlanCharge.EffectiveStartDate`, `effective_start_date` and
 * `effectiveStartDate` are one. The object before a dot is a part of the name, unless the name begins with it.
 */
export const spelled = (key: string): string => {
  const existing = known.get(key);
  if (existing !== undefined) return existing;
  const found = spelling(key);
  if (known.size < KNOWN_MAX) known.set(key, found);
  return found;
};

const spelling = (key: string): string => {
  const dot = key.lastIndexOf('.');
  const [owner, name] = [withoutMarks(key.slice(0, Math.max(dot, 0))), withoutMarks(key.slice(dot + 1))];
  return name.startsWith(owner) ? name : `${owner}${name}`;
};

/** Whether a value says something: an empty cell of an export is absent. */
const isSaid = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

const keyIn = (json: JsonObject, name: string): string | undefined => {
  if (Object.hasOwn(json, name) && isSaid(json[name])) return name;
  const wanted = spelled(name);
  return Object.keys(json).find((key) => spelled(key) === wanted);
};

const valueIn = (json: JsonObject, name: string): unknown => {
  const key = keyIn(json, name);
  return key === undefined ? undefined : json[key];
};

/** Whether an object has a field of this name that says something, in whatever spelling. */
export const hasField = (json: unknown, name: string): boolean => isObject(json) && isSaid(valueIn(json, name));

/** The text of a field, in whatever spelling; empty if it has none. */
export const textIn = (json: JsonObject, name: string): string => {
  const value = valueIn(json, name);
  return typeof value === 'string' ? value : '';
};

/** The first of these fields that says something, in whatever spelling; the last one if none does. */
export const fieldOf = (payload: Payload, ...names: readonly [string, ...string[]]): Payload => {
  const all = names.map((name) => payload.at(keyIn(payload.object, name) ?? name));
  return all.find(({ value }) => isSaid(value)) ?? all.at(-1) ?? payload.at(names[0]);
};
