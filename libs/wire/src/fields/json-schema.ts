/** As much of JSON Schema 2020-12 as is published here. */
export type JsonSchema = Readonly<{ [keyword: string]: JsonValue }>;
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Schemas that have a name of their own, collected while a schema is written. */
export type SchemaNames = Map<string, JsonSchema>;

/** Written once under its name, and referred to from everywhere else. */
export const named = (names: SchemaNames, name: string, schema: () => JsonSchema): JsonSchema => {
  if (!names.has(name)) names.set(name, schema());
  return { $ref: `#/$defs/${name}` };
};

export const orNull = (schema: JsonSchema): JsonSchema =>
  typeof schema['type'] === 'string' && !('enum' in schema) && !('const' in schema)
    ? { ...schema, type: [schema['type'], 'null'] }
    : { anyOf: [schema, { type: 'null' }] };
