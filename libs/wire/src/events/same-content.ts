import { isObject } from '../fields/field.ts';
import type { WireEvent } from './wire-event.ts';

type Pair = readonly [unknown, unknown];

/** The pairs that must be equal for these two to be, or null where they differ already. */
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

/** Equal as JSON values, whatever the order of keys. With a stack of its own: unknown fields may be nested ever so deep. */
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

/** Whether two events of one id are one event (definitions, section 1): type, time and the whole data, unknown fields too. */
export const sameContent = (a: WireEvent, b: WireEvent): boolean =>
  a.type === b.type && a.time === b.time && ((a.text === b.text && a.mode === b.mode) || sameJson(a.data, b.data));
