/** The part of JSON Schema that the published records use. */
export type JsonSchema = Readonly<{
  type?: string | readonly string[];
  enum?: readonly string[];
  anyOf?: readonly JsonSchema[];
  $ref?: string;
  items?: JsonSchema;
  properties?: Readonly<Record<string, JsonSchema>>;
  $defs?: Readonly<Record<string, JsonSchema>>;
}>;

/** What the values of a field are, whether or not they may be null. */
export type Kind =
  | Readonly<{ is: 'text' | 'decimal' | 'date' | 'time' | 'whole' | 'boolean' }>
  | Readonly<{ is: 'list'; of: Kind }>
  | Readonly<{ is: 'object'; fields: readonly RecordField[] }>;

export type RecordField = Readonly<{ name: string; kind: Kind }>;

/** The named schemas whose values are texts that stand for something else. */
const NAMED: ReadonlyMap<string, Kind> = new Map([
  ['Sum', { is: 'decimal' }],
  ['Quotient', { is: 'decimal' }],
  ['Ratio', { is: 'decimal' }],
  ['Date', { is: 'date' }],
  ['Time', { is: 'time' }],
]);

const PLAIN: ReadonlyMap<string, Kind> = new Map([
  ['string', { is: 'text' }],
  ['integer', { is: 'whole' }],
  ['boolean', { is: 'boolean' }],
]);

const kindOf = (schema: JsonSchema, document: JsonSchema): Kind => {
  const { anyOf, $ref, items, properties } = schema;
  const stated = anyOf?.find(({ type }) => type !== 'null');
  if (stated !== undefined) return kindOf(stated, document);
  const name = $ref?.slice('#/$defs/'.length);
  if (name !== undefined) return NAMED.get(name) ?? kindOf(document.$defs?.[name] ?? {}, document);
  if (items !== undefined) return { is: 'list', of: kindOf(items, document) };
  if (properties !== undefined) return { is: 'object', fields: fieldsOf(schema, document) };
  const type = 'enum' in schema ? 'string' : [schema.type].flat().find((one) => one !== 'null');
  const plain = PLAIN.get(type ?? '');
  if (plain === undefined) throw new Error(`no kind of field is known for ${JSON.stringify(schema)}`);
  return plain;
};

const fieldsOf = ({ properties = {} }: JsonSchema, document: JsonSchema): readonly RecordField[] =>
  Object.entries(properties).map(([name, schema]) => ({ name, kind: kindOf(schema, document) }));

/** The fields of a published schema, in its order. Throws if a field has a type that no record had so far. */
export const recordFields = (document: JsonSchema): readonly RecordField[] => fieldsOf(document, document);
