import { isObject } from '../fields/field.ts';
import type { WireEvent } from './wire-event.ts';

type Pair = readonly [unknown, unknown];

/** The pairs that must be equal for `a` and `b` to be equal, or null if they differ already. */
const parts = (a: unknown, b: unknown): readonly Pair[] | null => {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length ? a.map((item: unknown, at) => [item, b[at]] as const) : null;
  }
  if (!isObject(a) || !isObject(b)) return null;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key))
    ? keys.map((key) => [a[key], b[key]] as const)
    : null;
};

/**
 * Whether two JSON values are equal, whatever the order of keys. Not recursive, because unknown fields can be nested
 * deep.
 */
export const sameJson = (one: unknown, other: unknown): boolean => {
  const pairs: Pair[] = [[one, other]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [a, b] = pair;
    if (a === b) continue;
    const inner = parts(a, b);
    if (inner === null) return false;
    for (const part of inner) pairs.push(part);
  }
  return true;
};

/** Whether two events with the same id have the same content: type, time and all data (definitions, section 1). */
export const sameContent = (a: WireEvent, b: WireEvent): boolean =>
  a.type === b.type && a.time === b.time && ((a.text === b.text && a.mode === b.mode) || sameJson(a.data, b.data));
