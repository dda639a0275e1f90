import { bad, below, type Fault, fault, type Field, isObject, type JsonObject } from './field.ts';
import { type JsonSchema, orNull } from './json-schema.ts';
import { shown } from './shown.ts';

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

const unknownKey = (value: JsonObject, properties: Properties): Fault | null => {
  const key = Object.keys(value).find((name) => !Object.hasOwn(properties, name));
  return key === undefined ? null : { ...bad('is unknown'), path: `.${shown(key)}` };
};

const recordSchema = (properties: Properties, closed: boolean, names: Map<string, JsonSchema>): JsonSchema => {
  const entries = Object.entries(properties);
  const schemas = entries.map(([name, { field, presence }]) => {
    const schema = field.schema(names);
    return [name, presence === 'required' ? schema : orNull(schema)] as const;
  });
  return {
    type: 'object',
    properties: Object.fromEntries(schemas),
    required: entries.filter(([, { presence }]) => presence !== 'optional').map(([name]) => name),
    ...(closed ? { additionalProperties: false } : {}),
  };
};

/**
 * An object of named fields. Their order here is the order in which faults count. Fields that are not named are ignored
 * where the record is open, and refused by name where it is closed.
 */
export const record = <const P extends Properties>(
  properties: P,
  kind: 'open' | 'closed' = 'open',
): Field<RecordOf<P>> => {
  const ordered = Object.entries(properties).map(([name, property]) => ({ name, ...property }));
  return {
    fault(value, whole) {
      if (!isObject(value)) return NO_OBJECT;
      for (const property of ordered) {
        const found = propertyFault(property, value[property.name], value, whole);
        if (found !== null) return below(`.${property.name}`, found);
      }
      return kind === 'closed' ? unknownKey(value, properties) : null;
    },
    schema: (names) => recordSchema(properties, kind === 'closed', names),
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
