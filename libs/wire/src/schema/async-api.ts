import { attributeSchemas, dataSchema, eventSchema } from '../events/envelope-schema.ts';
import { EVENT_TYPES, type EventType } from '../events/wire-event.ts';
import { type JsonSchema, type JsonValue, named, type SchemaNames } from '../fields/json-schema.ts';
import { CONTRACT_RECORD } from '../outgoing/contract-record.ts';
import { SNAPSHOT_RECORD } from '../outgoing/snapshot-record.ts';
import { RATE_DATA } from '../rates/rate-field.ts';
import { RATE_TYPE } from '../rates/read-rate.ts';
import { REFUSAL_CODES } from '../refusal.ts';

const TEXT = { type: 'string' };

/** AsyncAPI keeps its schemas in `components`, not in `$defs`. */
const inComponents = (value: JsonValue): JsonValue => {
  if (typeof value === 'string') return value.replace(/^#\/\$defs\//, '#/components/schemas/');
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(inComponents);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, inComponents(inner)]));
};

const headersOf = (attributes: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'object',
  properties: Object.fromEntries(Object.entries(attributes).map(([name, schema]) => [`ce_${name}`, schema])),
  required: Object.keys(attributes).map((name) => `ce_${name}`),
});

const binaryMessage = (type: EventType, names: SchemaNames): JsonSchema => ({
  summary: `${type}, binary: the CloudEvents attributes in headers, the data in the value`,
  contentType: 'application/json',
  headers: headersOf({ ...attributeSchemas(names), type: { const: type } }),
  payload: dataSchema(type, names),
});

const outgoingMessage = (summary: string, type: string, payload: JsonSchema): JsonSchema => ({
  summary,
  contentType: 'application/json',
  headers: headersOf({
    specversion: { const: '1.0' },
    id: TEXT,
    source: TEXT,
    type: { const: type },
    time: { type: 'string', format: 'date-time' },
    sequence: { type: 'string', pattern: '^\\d+$', description: 'Of the records of a key the highest counts.' },
  }),
  payload,
});

/** The data of a rate; an event of type `fx.rate` carries it in its value, or beside headers. */
const rateMessages = (names: SchemaNames): Readonly<Record<string, JsonSchema>> => {
  const data = named(names, 'ExchangeRateData', () => RATE_DATA.schema(names));
  const { specversion, id, source } = attributeSchemas(names);
  const attributes = { specversion, id, source, type: { const: RATE_TYPE } };
  return {
    rateEvent: {
      summary: 'An exchange rate, structured: all of it in the value',
      contentType: 'application/cloudevents+json',
      payload: {
        type: 'object',
        properties: { ...attributes, data },
        required: ['specversion', 'id', 'source', 'type', 'data'],
      },
    },
    [RATE_TYPE]: {
      summary: `${RATE_TYPE}, binary: the CloudEvents attributes in headers, the data in the value`,
      contentType: 'application/json',
      headers: headersOf(attributes),
      payload: data,
    },
    rate: { summary: 'An exchange rate alone', contentType: 'application/json', payload: data },
  };
};

const ERRORS = '__connect.errors.';
const refusedMessage: JsonSchema = {
  summary: 'A refused event: key, value and headers as they came, and why',
  headers: {
    type: 'object',
    properties: {
      [`${ERRORS}topic`]: TEXT,
      [`${ERRORS}partition`]: TEXT,
      [`${ERRORS}offset`]: TEXT,
      [`${ERRORS}exception.class.name`]: { enum: [...REFUSAL_CODES] },
      [`${ERRORS}exception.message`]: TEXT,
    },
  },
};

const messages = (names: SchemaNames): Readonly<Record<string, JsonSchema>> => ({
  subscriptionEvent: {
    summary: 'A subscription event, structured: all of it in the value',
    contentType: 'application/cloudevents+json',
    payload: named(names, 'SubscriptionEvent', () => eventSchema(names)),
  },
  ...Object.fromEntries(EVENT_TYPES.map((type) => [type, binaryMessage(type, names)])),
  snapshot: outgoingMessage(
    'The current revision of a snapshot; a tombstone where it was withdrawn',
    'acv.snapshot',
    named(names, 'Snapshot', () => SNAPSHOT_RECORD.schema(names)),
  ),
  contract: outgoingMessage(
    'What a contract is worth today',
    'acv.contract',
    named(names, 'Contract', () => CONTRACT_RECORD.schema(names)),
  ),
  ...rateMessages(names),
  refusedEvent: refusedMessage,
});

const channel = (address: string, description: string, carried: readonly string[]): JsonSchema => ({
  address,
  description,
  messages: Object.fromEntries(carried.map((name) => [name, { $ref: `#/components/messages/${name}` }])),
});

const operation = (action: 'send' | 'receive', name: string): JsonSchema => ({
  action,
  channel: { $ref: `#/channels/${name}` },
});

/** The topics, what they carry and how they are keyed, as an AsyncAPI document. */
export const asyncApi = (): JsonSchema => {
  const names: SchemaNames = new Map();
  const described = messages(names);
  const schemas = Object.fromEntries([...names].map(([name, schema]) => [name, inComponents(schema)]));
  return {
    asyncapi: '3.0.0',
    info: { title: 'Annual contract value', version: '1', description: 'Evolution is additive within v1.' },
    defaultContentType: 'application/json',
    channels: {
      events: channel(
        'billing.subscription-events.v1',
        'Keyed by contract id, a merge of customers by customer id. A record with a key and a null value is passed over.',
        ['subscriptionEvent', ...EVENT_TYPES],
      ),
      snapshots: channel('acv.snapshots.v1', 'Compacted, keyed by grain|period|dimension|segment.', ['snapshot']),
      contracts: channel('acv.contracts.v1', 'Compacted, keyed by contract id.', ['contract']),
      rates: channel('fx.rates.v1', 'Compacted, keyed by currency|date.', ['rateEvent', RATE_TYPE, 'rate']),
      refused: channel('billing.subscription-events.v1.dlq', 'Keyed as the event came.', ['refusedEvent']),
      refusedRates: channel('fx.rates.v1.dlq', 'Keyed as the rate came.', ['refusedEvent']),
    },
    operations: {
      takeEvents: operation('receive', 'events'),
      takeRates: operation('receive', 'rates'),
      publishSnapshots: operation('send', 'snapshots'),
      publishContracts: operation('send', 'contracts'),
      setRefusedAside: operation('send', 'refused'),
      setRefusedRatesAside: operation('send', 'refusedRates'),
    },
    components: {
      messages: Object.fromEntries(Object.entries(described).map(([k, m]) => [k, inComponents(m)])),
      schemas,
    },
  };
};
