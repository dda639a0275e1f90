import { type Field, isObject, type JsonObject } from '../fields/field.ts';

/** The first fault of a value as a record of this shape, such as `acv is missing`; null if there is none. */
export const recordFault = (record: Field<unknown>, json: unknown): string | null => {
  const whole: JsonObject = isObject(json) ? json : {};
  const found = record.fault(json, whole);
  return found === null ? null : `${found.path.slice(1)} ${found.reason}`.trimStart();
};
