import { isObject, type JsonObject } from '../../fields/field.ts';
import { type Refusal, refusal } from '../../refusal.ts';
import type { Format } from './format.ts';
import { unreadSystem } from './unread-systems.ts';

const DEPTH_MAX = 100;

/** The fields by which deliveries wrap an event: EventBridge, Hookdeck and Svix. */
const WRAPPERS = ['detail', 'body', 'payload'] as const;

/** Whether a value is nested deeper than payloads are. Not recursive, because it guards those that are. */
const isTooDeep = (json: unknown): boolean => {
  let level: readonly unknown[] = [json];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH_MAX) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? (Object.values(value) as readonly unknown[]) : [],
    );
  }
  return false;
};

const unknownShape = (reason: string): Refusal => refusal('unknown_shape', 'value', reason);

/** The record of a system in a payload, as it is or in a delivery's wrapper; or the refusal of a payload that is none. */
export const recordIn = (json: unknown, format: Format): Readonly<{ json: JsonObject }> | Refusal => {
  if (!isObject(json)) return unknownShape('is not an object');
  if (isTooDeep(json)) return unknownShape(`is nested more than ${DEPTH_MAX} deep`);
  const unread = unreadSystem(json);
  if (unread !== null) return unknownShape(`is a payload of ${unread}, which is not read`);
  if (format.isRecord(json)) return { json };
  const inner = WRAPPERS.map((key) => (Object.hasOwn(json, key) ? json[key] : null));
  const found = inner.find((each): each is JsonObject => isObject(each) && format.isRecord(each));
  return found === undefined ? unknownShape(`is no payload of ${format.name}`) : { json: found };
};
