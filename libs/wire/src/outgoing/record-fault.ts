import { type Field, isObject, type JsonObject } from '../fields/field.ts';

/** Why a value is not a record of this shape, as `acv is missing`; null where it is one. */
export const recordFault = (record: Field<unknown>, json: unknown): string | null => {
  const whole: JsonObject = isObject(json) ? json : {};
  const found = record.fault(json, whole);
  return found === null ? null : `${found.path.slice(1)} ${found.reason}`.trimStart();
};
