import { ANYTHING, bad, below, type Fault, fault, type Field, isObject, type JsonObject } from './field.ts';
import { type JsonSchema, orNull, type SchemaNames } from './json-schema.ts';
import { noneMisspelt, noneUnknown, type UnknownFields } from './unknown-field.ts';

/** How a field stands in its record. `stated` ones must be there and may be null. */
type Presence = 'required' | 'stated' | 'optional';

/** What must hold between fields. Called once the field itself is good, and so are those before it in the record. */
export type Rule = (value: unknown, record: JsonObject, whole: JsonObject) => Fault | null;

export type Property<T, P extends Presence> = Readonly<{ field: Field<T>; presence: P; rule: Rule | null }>;
type Properties = Readonly<Record<string, Property<unknown, Presence>>>;

export const required = <T>(field: Field<T>, rule: Rule | null = null): Property<T, 'required'> => ({
  field,
  presence: 'required',
  rule,
});

/** Must be there, and may be null. */
export const stated = <T>(field: Field<T>, rule: Rule | null = null): Property<T | null, 'stated'> => ({
  field,
  presence: 'stated',
  rule,
});

/** May be absent; a null is the same. */
export const optional = <T>(field: Field<T>, rule: Rule | null = null): Property<T | null, 'optional'> => ({
  field,
  presence: 'optional',
  rule,
});

/** What a record without a fault is. */
export type RecordOf<P extends Properties> = Readonly<
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
  record: JsonObject,
  whole: JsonObject,
): Fault | null => {
  if (value === undefined || value === null) {
    if (property.presence === 'optional' || (value === null && property.presence === 'stated')) return null;
    return MISSING;
  }
  const own = property.field.fault(value, whole);
  return own === null && property.rule !== null ? property.rule(value, record, whole) : own;
};

const recordSchema = (properties: Properties, names: SchemaNames): JsonSchema => {
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

/** Known fields are counted on the way, so an object with no others costs one comparison more. */
const recordFault = (properties: Properties, unknown: UnknownFields | null): Field<unknown>['fault'] => {
  const ordered = Object.entries(properties).map(([name, property]) => ({ name, ...property }));
  return (value, whole) => {
    if (!isObject(value)) return NO_OBJECT;
    let known = 0;
    for (const property of ordered) {
      const there = value[property.name];
      if (there !== undefined) known += 1;
      const found = propertyFault(property, there, value, whole);
      if (found !== null) return below(`.${property.name}`, found);
    }
    return unknown === null || Object.keys(value).length === known ? null : unknown(value);
  };
};

/** An object of named fields. Their order here is the order in which faults count. Other fields are ignored. */
export const record = <const P extends Properties>(properties: P): Field<RecordOf<P>> => ({
  fault: recordFault(properties, null),
  schema: (names) => recordSchema(properties, names),
});

/** A record that refuses every other field, behind the faults of its own. `what` names it in messages: `a term`. */
export const closed = <const P extends Properties>(what: string, properties: P): Field<RecordOf<P>> => ({
  fault: recordFault(properties, noneUnknown(what, Object.keys(properties))),
  schema: (names) => ({ ...recordSchema(properties, names), additionalProperties: false }),
});

/**
 * A record that ignores other fields, but refuses those that misspell one of its own, behind the faults of these.
 * `extensions` may hold anything.
 */
export const guarded = <const P extends Properties>(properties: P): Field<RecordOf<P>> => {
  const all = { ...properties, extensions: optional(ANYTHING) };
  return {
    fault: recordFault(all, noneMisspelt(Object.keys(properties))),
    schema: (names) => recordSchema(all, names),
  };
};

/** An object whose kind is told by the word in one of its fields. */
export const variants = <T>(
  key: string,
  byWord: ReadonlyMap<unknown, Field<T>>,
  /** Stands in where the word is missing or unknown, to say so, after what comes before it. */
  otherwise: Field<unknown>,
): Field<T> => ({
  fault: (value, whole) => ((isObject(value) ? byWord.get(value[key]) : undefined) ?? otherwise).fault(value, whole),
  schema: (names) => ({ oneOf: [...new Set(byWord.values())].map((field) => field.schema(names)) }),
});
