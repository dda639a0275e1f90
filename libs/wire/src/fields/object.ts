import { ANYTHING, bad, below, type Fault, fault, type Field, isObject, type JsonObject } from './field.ts';
import { type JsonSchema, orNull, type SchemaNames } from './json-schema.ts';
import { noneMisspelt, noneUnknown, type UnknownFields } from './unknown-field.ts';

/** Whether a field may be absent or null: a `nullable` field is always present and may be null. */
type Presence = 'required' | 'nullable' | 'optional';

/** A condition between fields. It is called once the field itself is good, and so are those before it in its object. */
export type Rule = (value: unknown, object: JsonObject, whole: JsonObject) => Fault | null;

export type Property<T, P extends Presence> = Readonly<{ field: Field<T>; presence: P; rule: Rule | null }>;
type Properties = Readonly<Record<string, Property<unknown, Presence>>>;

export const required = <T>(field: Field<T>, rule: Rule | null = null): Property<T, 'required'> => ({
  field,
  presence: 'required',
  rule,
});

/** Always present, and may be null. */
export const nullable = <T>(field: Field<T>, rule: Rule | null = null): Property<T | null, 'nullable'> => ({
  field,
  presence: 'nullable',
  rule,
});

/** May be absent; null means the same. */
export const optional = <T>(field: Field<T>, rule: Rule | null = null): Property<T | null, 'optional'> => ({
  field,
  presence: 'optional',
  rule,
});

/** The type of an object without a fault. */
export type ObjectOf<P extends Properties> = Readonly<
  {
    [K in keyof P as P[K]['presence'] extends 'optional' ? never : K]: P[K] extends Property<infer T, Presence>
      ? T
      : never;
  } & {
    [K in keyof P as P[K]['presence'] extends 'optional' ? K : never]?: P[K] extends Property<infer T, Presence>
      ? T
      : never;
  }
>;

const NO_OBJECT = bad('is not an object');
const MISSING = fault('missing_field', 'is missing');

const propertyFault = (
  property: Property<unknown, Presence>,
  value: unknown,
  object: JsonObject,
  whole: JsonObject,
): Fault | null => {
  if (value === undefined || value === null) {
    if (property.presence === 'optional' || (value === null && property.presence === 'nullable')) return null;
    return MISSING;
  }
  const own = property.field.fault(value, whole);
  return own === null && property.rule !== null ? property.rule(value, object, whole) : own;
};

const objectSchema = (properties: Properties, names: SchemaNames): JsonSchema => {
  const entries = Object.entries(properties);
  const schemas = entries.map(([name, { field, presence }]) => {
    const schema = field.schema(names);
    return [name, presence === 'required' ? schema : orNull(schema)] as const;
  });
  return {
    type: 'object',
    properties: Object.fromEntries(schemas),
    required: entries.filter(([, { presence }]) => presence !== 'optional').map(([name]) => name),
  };
};

/** Counts the object's own fields on the way, so an object without any others costs only one more comparison. */
const objectFault = (properties: Properties, unknown: UnknownFields | null): Field<unknown>['fault'] => {
  const ordered = Object.entries(properties).map(([name, property]) => ({ name, ...property }));
  return (value, whole) => {
    if (!isObject(value)) return NO_OBJECT;
    let own = 0;
    for (const property of ordered) {
      const inner = value[property.name];
      if (inner !== undefined) own += 1;
      const found = propertyFault(property, inner, value, whole);
      if (found !== null) return below(`.${property.name}`, found);
    }
    return unknown === null || Object.keys(value).length === own ? null : unknown(value);
  };
};

/** An object of named fields, whose order here is the order in which faults count. It ignores other fields. */
export const object = <const P extends Properties>(properties: P): Field<ObjectOf<P>> => ({
  fault: objectFault(properties, null),
  schema: (names) => objectSchema(properties, names),
});

/** An object that refuses every other field, after the faults of its own. `what` names it in messages: `a term`. */
export const closed = <const P extends Properties>(what: string, properties: P): Field<ObjectOf<P>> => ({
  fault: objectFault(properties, noneUnknown(what, Object.keys(properties))),
  schema: (names) => ({ ...objectSchema(properties, names), additionalProperties: false }),
});

/**
 * An object that ignores other fields, but refuses those that misspell one of its own, after the faults of its own.
 * `extensions` may hold anything.
 */
export const guarded = <const P extends Properties>(properties: P): Field<ObjectOf<P>> => {
  const all = { ...properties, extensions: optional(ANYTHING) };
  return {
    fault: objectFault(all, noneMisspelt(Object.keys(properties))),
    schema: (names) => objectSchema(all, names),
  };
};

/** An object whose kind depends on the word in the field `key`. */
export const variants = <T>(
  key: string,
  byWord: ReadonlyMap<unknown, Field<T>>,
  /** Reports a missing or unrecognised word, after the faults of the fields before it. */
  otherwise: Field<unknown>,
): Field<T> => ({
  fault: (value, whole) => ((isObject(value) ? byWord.get(value[key]) : undefined) ?? otherwise).fault(value, whole),
  schema: (names) => ({ oneOf: [...new Set(byWord.values())].map((field) => field.schema(names)) }),
});
