import { z } from 'zod';
import type { Field } from '../fields/field.ts';
import { type JsonSchema, type SchemaNames } from '../fields/json-schema.ts';
import type { Property } from '../fields/object.ts';

type Presence = 'required' | 'nullable' | 'optional';
type Properties = Readonly<Record<string, Property<unknown, Presence>>>;

/** Schemas that several answers share, each made once, so that a document has them once under their name. */
const shared = new Map<string, z.ZodType>();

const DEFINITIONS = '#/$defs/';

const fromPublished = (schema: JsonSchema, names: SchemaNames): z.ZodType => {
  const { $ref: ref, ...own } = schema;
  if (typeof ref !== 'string') {
    const { pattern, ...rest } = own;
    // Zod reads the part of JSON Schema that the published schemas use, but patterns without their Unicode classes.
    const read = z.fromJSONSchema({ ...rest, $defs: Object.fromEntries(names) } as z.core.JSONSchema.JSONSchema);
    return typeof pattern === 'string' && read instanceof z.ZodString ? read.regex(new RegExp(pattern, 'u')) : read;
  }
  const name = ref.slice(DEFINITIONS.length);
  const known = shared.get(name) ?? fromPublished(names.get(name) ?? {}, names).meta({ id: name });
  shared.set(name, known);
  return known;
};

/** The schema of a field of the wire, made from the JSON Schema that is published for it. */
export const fieldSchema = <T>(field: Field<T>): z.ZodType<T> => {
  const names: SchemaNames = new Map();
  // The published schema accepts the values that the field accepts.
  return fromPublished(field.schema(names), names) as z.ZodType<T>;
};

type Shape<P extends Properties> = {
  readonly [N in keyof P]: P[N] extends Property<infer T, Presence> ? z.ZodType<T> : never;
};

/** The shape of an answer with the properties of a record, in their order. */
export const shapeOf = <const P extends Properties>(properties: P): Shape<P> =>
  Object.fromEntries(
    Object.entries(properties).map(([name, { field, presence }]) => [
      name,
      presence === 'required' ? fieldSchema(field) : fieldSchema(field).nullable(),
    ]),
  ) as Shape<P>;
