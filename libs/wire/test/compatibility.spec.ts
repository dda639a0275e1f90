import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import asyncApiSchema from '@asyncapi/specs/schemas/3.0.0-without-$id.json' with { type: 'json' };
import { Ajv } from 'ajv';
import type { JsonSchema } from '../src/fields/json-schema.ts';
import { publishedSchemas } from '../src/schema/published.ts';
import { breakingChanges, breakingTopics, type Side } from './compatibility.ts';

const RELEASED = new URL('../../../docs/schemas/released/', import.meta.url);
const current = publishedSchemas();
/** The releases whose schemas are kept, by the order of their names. */
const releases = readdirSync(RELEASED).toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
const last = releases.at(-1) ?? '';

const released = (name: string): JsonSchema =>
  JSON.parse(readFileSync(new URL(`${last}/${name}`, RELEASED), 'utf8')) as JsonSchema;

const SIDES: Readonly<Record<string, Side>> = {
  'subscription-event.schema.json': 'input',
  'fx-rate.schema.json': 'input',
  'policy.schema.json': 'input',
  'adapter.schema.json': 'input',
  'snapshot.schema.json': 'output',
  'contract.schema.json': 'output',
};

describe('The published schemas', () => {
  it.each(Object.entries(SIDES))('are compatible with those of the last release: %s (%s)', (name, side) => {
    expect(breakingChanges({ before: released(name), after: current.get(name) ?? {} }, side)).toEqual([]);
  });

  it('describe topics that are compatible with those of the last release', () => {
    expect(breakingTopics({ before: released('asyncapi.json'), after: current.get('asyncapi.json') ?? {} })).toEqual(
      [],
    );
  });

  it('have a copy of every one in every release', () => {
    for (const release of releases)
      expect(readdirSync(new URL(release, RELEASED)).sort()).toEqual([...current.keys()].sort());
  });

  it('describe the topics as AsyncAPI 3.0 requires', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const accords = ajv.compile(asyncApiSchema);
    const document = current.get('asyncapi.json') ?? {};
    expect([accords(document), accords.errors]).toEqual([true, null]);
    expect(accords({ ...document, channels: { events: { adress: 'misspelt' } } })).toBe(false);
  });
});

const before: JsonSchema = {
  type: 'object',
  properties: {
    id: { $ref: '#/$defs/Identifier' },
    kind: { enum: ['a', 'b'] },
    amount: { type: ['string', 'null'] },
    per: { anyOf: [{ enum: ['month'] }, { type: 'object', properties: { count: { type: 'integer' } } }] },
  },
  required: ['id', 'kind'],
  $defs: { Identifier: { type: 'string', maxLength: 200 } },
};
const fields = before['properties'] as JsonSchema;
const withField = (name: string, schema: JsonSchema): JsonSchema => ({
  ...before,
  properties: { ...fields, [name]: schema },
});
const without = (name: string): JsonSchema => ({
  ...before,
  properties: Object.fromEntries(Object.entries(fields).filter(([each]) => each !== name)),
});

describe('A change of a schema', () => {
  it.each<[string, Side, JsonSchema, string]>([
    ['removes a field', 'input', without('amount'), '$.amount: the field is gone'],
    ['removes a field', 'output', without('amount'), '$.amount: the field is gone'],
    [
      'types a field anew',
      'input',
      withField('amount', { type: 'number' }),
      '$.amount: the type string or null became number',
    ],
    [
      'types a field anew',
      'output',
      withField('amount', { type: 'number' }),
      '$.amount: the type string or null became number',
    ],
    [
      'makes what may be null required',
      'input',
      withField('amount', { type: 'string' }),
      '$.amount: the type string or null became string',
    ],
    [
      'gives null for the first time',
      'output',
      withField('id', { type: ['string', 'null'], maxLength: 200 }),
      '$.id: the type string became string or null',
    ],
    [
      'requires one more field',
      'input',
      { ...before, required: ['id', 'kind', 'amount'] },
      '$.amount: is required now',
    ],
    ['promises one field less', 'output', { ...before, required: ['id'] }, '$.kind: may be missing now'],
    ['takes a value away', 'input', withField('kind', { enum: ['a'] }), '$.kind: the value "b" is gone'],
    ['takes a value away', 'output', withField('kind', { enum: ['a'] }), '$.kind: the value "b" is gone'],
    [
      'lowers a bound',
      'input',
      { ...before, $defs: { Identifier: { type: 'string', maxLength: 100 } } },
      '$.id: maxLength was 200 and is 100',
    ],
    [
      'raises a bound',
      'output',
      { ...before, $defs: { Identifier: { type: 'string', maxLength: 300 } } },
      '$.id: maxLength was 200 and is 300',
    ],
    [
      'sets a pattern',
      'input',
      withField('amount', { type: ['string', 'null'], pattern: '^1$' }),
      '$.amount: the pattern changed',
    ],
    ['refuses other fields', 'input', { ...before, additionalProperties: false }, '$: other fields are refused now'],
    [
      'takes an alternative away',
      'input',
      withField('per', { enum: ['month'] }),
      '$.per: the alternative {"type":"object","properties":{"count":{"type":"integer"}}} is gone or narrower',
    ],
  ])('that %s of an %s breaks', (_what, side, after, fault) => {
    expect(breakingChanges({ before, after }, side)).toEqual([fault]);
  });

  it.each<[string, Side, JsonSchema]>([
    ['adds an optional field', 'input', withField('more', { type: 'string' })],
    [
      'adds a field that is always there',
      'output',
      { ...withField('more', { type: 'string' }), required: ['id', 'kind', 'more'] },
    ],
    ['adds a value', 'input', withField('kind', { enum: ['a', 'b', 'c'] })],
    ['adds a value', 'output', withField('kind', { enum: ['a', 'b', 'c'] })],
    [
      'adds an alternative',
      'input',
      withField('per', { anyOf: [...(fields['per'] as { anyOf: JsonSchema[] }).anyOf, { type: 'null' }] }),
    ],
    ['requires one field less', 'input', { ...before, required: ['id'] }],
  ])('that %s to an %s breaks nothing', (_what, side, after) => {
    expect(breakingChanges({ before, after }, side)).toEqual([]);
  });
});
