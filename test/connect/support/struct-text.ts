import type { ConnectSchema } from '../../../deploy/connect/connect-schema.ts';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A value of a record as the file sink writes it after the converter: the text of Connect's own struct, with the fields
 * in the order of the schema and none that is null. Throws if the schema lacks a field of the value.
 */
export const structText = (value: unknown, schema: ConnectSchema): string => {
  const { items, fields } = schema;
  if (Array.isArray(value) && items !== undefined)
    return `[${value.map((item: unknown) => structText(item, items)).join(', ')}]`;
  if (!isObject(value) || fields === undefined) return String(value);
  const unknown = Object.keys(value).filter((name) => !fields.some(({ field }) => field === name));
  if (unknown.length > 0) throw new Error(`The schema lacks ${unknown.join(', ')}`);
  const stated = fields.flatMap((of) => {
    const inner = value[of.field ?? ''] ?? null;
    return inner === null ? [] : [`${of.field}=${structText(inner, of)}`];
  });
  return `Struct{${stated.join(',')}}`;
};
