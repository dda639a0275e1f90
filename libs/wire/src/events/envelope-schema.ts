import { type JsonSchema, named, type SchemaNames } from '../fields/json-schema.ts';
import { TIME } from '../fields/instant.ts';
import { IDENTIFIER } from '../fields/text.ts';
import { CANCELLED_DATA, MERGED_DATA, TERMS_DATA } from './data.ts';
import { EVENT_TYPES, type EventType } from './wire-event.ts';

/** The schema of an event type's data, from the fields that `readEvent` checks. */
export const dataSchema = (type: EventType, names: SchemaNames): JsonSchema => {
  switch (type) {
    case 'subscription.created':
    case 'subscription.amended':
      return named(names, 'TermsData', () => TERMS_DATA.schema(names));
    case 'subscription.cancelled':
      return named(names, 'CancelledData', () => CANCELLED_DATA.schema(names));
    case 'customer.merged':
      return named(names, 'MergedData', () => MERGED_DATA.schema(names));
  }
};

/** The schemas of the CloudEvents attributes. */
export const attributeSchemas = (names: SchemaNames) => ({
  specversion: { const: '1.0' },
  id: IDENTIFIER.schema(names),
  source: IDENTIFIER.schema(names),
  type: { enum: [...EVENT_TYPES] },
  time: TIME.schema(names),
});

const ofType = (type: EventType, names: SchemaNames): JsonSchema => ({
  if: { properties: { type: { const: type } } },
  // A keyword of JSON Schema; this object is never awaited.
  then: { properties: { data: dataSchema(type, names) } },
});

/** The schema of an event in structured form. */
export const eventSchema = (names: SchemaNames): JsonSchema => ({
  type: 'object',
  properties: { ...attributeSchemas(names), data: { type: 'object' } },
  required: ['specversion', 'id', 'source', 'type', 'time', 'data'],
  allOf: EVENT_TYPES.map((type) => ofType(type, names)),
});
