import type { Kind, RecordField } from './record-fields.ts';

/** A schema of Kafka Connect, as its JsonConverter reads it. */
export type ConnectSchema = Readonly<{ type: string; optional: boolean }> &
  Readonly<{ name?: string; field?: string; items?: ConnectSchema; fields?: readonly ConnectSchema[] }>;

/** Decimals, dates and times are texts in the records. The converter makes nothing else of a text. */
const PLAIN = { text: 'string', decimal: 'string', date: 'string', time: 'string', whole: 'int64', boolean: 'boolean' };

/** Structs have names, because formats such as Avro and Parquet tell them apart by name. */
const schemaOf = (kind: Kind, name: string, optional: boolean): ConnectSchema => {
  switch (kind.is) {
    case 'list':
      return { type: 'array', optional, items: schemaOf(kind.of, name, false) };
    case 'object':
      return { type: 'struct', name, optional, fields: kind.fields.map((field) => fieldSchema(field, name, true)) };
    case 'text':
    case 'decimal':
    case 'date':
    case 'time':
    case 'whole':
    case 'boolean':
      return { type: PLAIN[kind.is], optional };
  }
};

const fieldSchema = ({ name, kind }: RecordField, struct: string, optional: boolean): ConnectSchema => ({
  field: name,
  ...schemaOf(kind, `${struct}.${name}`, optional),
});

/**
 * The schema of a topic's values. All fields but those of the key are optional: a compacted topic keeps records of
 * former versions, which lack the fields that were added since.
 */
export const connectSchema = (
  fields: readonly RecordField[],
  { name, key }: Readonly<{ name: string; key: readonly string[] }>,
): ConnectSchema => ({
  type: 'struct',
  name,
  optional: false,
  fields: fields.map((field) => fieldSchema(field, name, !key.includes(field.name))),
});
