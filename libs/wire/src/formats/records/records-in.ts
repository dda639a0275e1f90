import { isObject, type JsonObject } from '../../fields/field.ts';
import type { Format } from '../frame/format.ts';

/** The fields that hold the records of a list, as the APIs name them. */
const LISTS = ['data', 'list', 'subscriptions'] as const;

/** Pages of lists may themselves be in a list. */
const DEPTH_MAX = 3;

const listOf = (json: JsonObject): unknown =>
  LISTS.map((key) => (Object.hasOwn(json, key) ? json[key] : null)).find(
    (value) => typeof value === 'object' && value !== null,
  );

/**
 * The records of a JSON document, in their order: an event, a bare object, a list of them, or the answer of an API. A
 * document that holds none is one record, which its system then refuses.
 */
export const recordsIn = (json: unknown, format: Format, depth = 0): readonly unknown[] => {
  if (Array.isArray(json) && depth <= DEPTH_MAX) {
    return json.flatMap((item: unknown) => recordsIn(item, format, depth + 1));
  }
  if (!isObject(json) || format.isRecord(json) || depth > DEPTH_MAX) return [json];
  const inner = listOf(json);
  if (Array.isArray(inner)) return recordsIn(inner, format, depth + 1);
  return isObject(inner) && format.isRecord(inner) ? [inner] : [json];
};
