/** The part of JSON Schema 2020-12 that the published schemas use. */
export type JsonSchema = Readonly<{ [keyword: string]: JsonValue }>;
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Schemas with a name of their own, collected while a document is written. */
export type SchemaNames = Map<string, JsonSchema>;

/** A reference to a schema that is written once, under its name. */
export const named = (names: SchemaNames, name: string, schema: () => JsonSchema): JsonSchema => {
  if (!names.has(name)) names.set(name, schema());
  return { $ref: `#/$defs/${name}` };
};

const CONSTRAINTS = ['type', '$ref', 'enum', 'const', 'anyOf', 'oneOf'] as const;

export const orNull = (schema: JsonSchema): JsonSchema => {
  // A schema without constraints accepts null already.
  if (!CONSTRAINTS.some((keyword) => keyword in schema)) return schema;
  return typeof schema['type'] === 'string' && !('enum' in schema) && !('const' in schema)
    ? { ...schema, type: [schema['type'], 'null'] }
    : { anyOf: [schema, { type: 'null' }] };
};
