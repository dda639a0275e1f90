import { eventSchema } from '../events/envelope-schema.ts';
import type { JsonSchema, SchemaNames } from '../fields/json-schema.ts';
import { CONTRACT_RECORD } from '../outgoing/contract-record.ts';
import { SNAPSHOT_RECORD } from '../outgoing/snapshot-record.ts';
import { POLICY } from '../policy/policy-fields.ts';
import { ADAPTER } from '../formats/adapter/adapter-fields.ts';
import { RATE_DATA } from '../rates/rate-field.ts';
import { asyncApi } from './async-api.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

type Entry = Readonly<{ title: string; description: string; schema: (names: SchemaNames) => JsonSchema }>;

const SCHEMAS: Readonly<Record<string, Entry>> = {
  'subscription-event': {
    title: 'Subscription event',
    description:
      'An event of billing.subscription-events.v1 in structured form. Beyond this schema: a term and a line end after ' +
      'they start, an anchor is not after the start of its term, only a term that ends has prices per term, line ids ' +
      'are unique, a contract does not renew itself, and the value has at most 1 MiB. A field of data that differs from ' +
      'one of these names only by case, _ or one letter (two in names of eight letters or more) is refused; other ' +
      'fields of data are kept and used for nothing.',
    schema: eventSchema,
  },
  policy: {
    title: 'Policy',
    description: 'By what rules contracts are valued. Every key is optional.',
    schema: POLICY.schema,
  },
  adapter: {
    title: 'Adapter',
    description:
      'How payloads of a billing system are read. Every key is optional. Paths start from the subscription object; ' +
      'amounts of the catalog are in major units, and a coupon states exactly one of percent and amount.',
    schema: ADAPTER.schema,
  },
  snapshot: {
    title: 'Snapshot',
    description: 'The value of a record of acv.snapshots.v1: a segment in a period.',
    schema: SNAPSHOT_RECORD.schema,
  },
  contract: {
    title: 'Contract',
    description: 'The value of a record of acv.contracts.v1: what a contract is worth today.',
    schema: CONTRACT_RECORD.schema,
  },
  'fx-rate': {
    title: 'Exchange rate',
    description:
      'The data of an fx.rate event of fx.rates.v1, or the value of a record as it is: what one unit of the currency ' +
      'is worth in the reporting currency, from the date on until a later rate.',
    schema: RATE_DATA.schema,
  },
};

/** A schema with all that it refers to. */
const document = (name: string, { title, description, schema }: Entry): JsonSchema => {
  const names: SchemaNames = new Map();
  const root = schema(names);
  return {
    $schema: DIALECT,
    $id: `urn:acv-stream:${name}:v1`,
    title,
    description,
    ...root,
    $defs: Object.fromEntries(names),
  };
};

/** The published files by name, each as JSON. They are written from the fields that parse, so they cannot drift. */
export const publishedSchemas = (): ReadonlyMap<string, JsonSchema> =>
  new Map<string, JsonSchema>([
    ...Object.entries(SCHEMAS).map(([name, entry]) => [`${name}.schema.json`, document(name, entry)] as const),
    ['asyncapi.json', asyncApi()],
  ]);

/** As a file holds it. */
export const published = (schema: JsonSchema): string => `${JSON.stringify(schema, null, 2)}\n`;
