import { isObject } from '../../fields/field.ts';
import type { Paths } from '../adapter/read-adapter.ts';

/** The value at a path: dots between names of own fields and indexes of lists. */
const valueAt = (json: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return /^\d+$/.test(step) ? value[Number(step)] : undefined;
    return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }, json);

const textOf = (value: unknown): string | null => {
  if (typeof value === 'string') return value === '' ? null : value;
  const id: unknown = isObject(value) && Object.hasOwn(value, 'id') ? value['id'] : null;
  return typeof id === 'string' && id !== '' ? id : null;
};

/** The text under exactly these names, which may have dots in them. */
export const textUnder = (json: unknown, names: readonly string[]): string | null => textOf(valueAt(json, names));

/** The first of these paths that holds text. An object stands for its id. */
export const textAt = (json: unknown, paths: Paths): string | null => {
  for (const path of paths) {
    const text = textUnder(json, path.split('.'));
    if (text !== null) return text;
  }
  return null;
};
