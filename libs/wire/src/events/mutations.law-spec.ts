import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { data, envelope, line, ofText, structured } from '../../test/example.ts';
import { startsWithDate } from '../fields/date.ts';
import { parseInstant } from '../fields/instant.ts';
import { isStorable } from '../fields/text.ts';
import { isRefusal, REFUSAL_CODES } from '../refusal.ts';
import { publishedSchemas } from '../schema/published.ts';
import { contractEvent } from './contract-event.ts';
import { eventJson, mergedEventJson } from './event-json.ts';
import { mergedEvent } from './merged-event.ts';
import { readEvent } from './read-event.ts';
import { storedEvent } from './stored-event.ts';
import type { WireEvent } from './wire-event.ts';

type Path = readonly (string | number)[];

const pathsOf = (value: unknown, path: Path = []): readonly Path[] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))]
    : [path];

const replaced = (value: unknown, [step, ...rest]: Path, by: unknown): unknown => {
  if (step === undefined) return by;
  if (Array.isArray(value)) return value.map((item, at) => (String(at) === step ? replaced(item, rest, by) : item));
  const object = Object.entries(value ?? {});
  return Object.fromEntries(object.map(([key, inner]) => [key, key === step ? replaced(inner, rest, by) : inner]));
};

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, step) => Object.entries(inner ?? {}).find(([key]) => key === step)?.[1], value);

const cancelled = envelope({
  type: 'subscription.cancelled',
  data: { contract_id: 'sub_1', effective_date: '2025-02-01', version: 2, reason: 'moved' },
});

const merged = envelope({ type: 'customer.merged', data: { customer_id: 'cus_1', into: 'cus_2' } });

/** With every field that the example does not have. */
const full = envelope({
  data: data({
    term: { start: '2025-01-15', end: '2026-01-15', auto_renew: true, anchor: '2024-12-31' },
    lines: [
      line({ per: 'term', start: '2025-02-01', end: '2026-02-01' }),
      { id: 'use', kind: 'usage_expected', product: 'api', amount: '1', per: 'week', discounts: [] },
      { id: 'once', kind: 'one_time', product: 'setup', amount: '1', date: '2025-01-15', start: '2025-02-01' },
      { id: 'vat', kind: 'tax', product: 'vat', amount: '-1', end: '2026-02-01' },
    ],
    discounts: [
      { type: 'percent', value: '10', start: '2025-07-15' },
      { type: 'amount', value: '10', per: { interval: 'month', count: 6 }, end: '2025-07-15' },
    ],
    extensions: { Currency: 'EUR' },
  }),
});

const EXAMPLES = [envelope(), full, cancelled, merged];

// prettier-ignore
const ODDITIES: readonly unknown[] = [
  '', '0', '-0', '100', '101', '-1', '1e3', '12.50', '0.00000000001', '1000000000000000', 'x'.repeat(201),
  'USD', 'XXY', '2025-01-15', '2025-02-30', '2200-12-31', '2025-01-15T09:30:00.5+01:00', '2025-01-15T25:00:00Z',
  'month', 'recurring', 'usage_expected', 'one_time', 'credit', 'amount', 'subscription.amended', '__proto__',
  'a\0', '\ud800', '\u{1f600}', 'a\tb', 'sub_1', 'sub_0', 0, -0, 1, -1, 0.5, 101, 1e15, 2 ** 53, 1e300,
  true, false, null, undefined, [], {}, ['sub_0', 'sub_1'], { interval: 'week', count: 2 }, [[]], [null],
];
const oddities = fc.constantFrom(...ODDITIES);
const anything = fc.oneof(oddities, fc.jsonValue(), fc.string({ unit: 'binary' }));

/** An example with one to three of its values changed. */
const mutated = fc
  .tuple(fc.constantFrom(...EXAMPLES), fc.array(fc.tuple(fc.nat(), anything), { minLength: 1, maxLength: 3 }))
  .map(([event, changes]) =>
    changes.reduce<unknown>((value, [choice, by]) => {
      const paths = pathsOf(value);
      return replaced(value, paths[choice % paths.length] ?? [], by);
    }, event),
  );

const KEYS = [
  'id', 'amount', 'per', 'product', 'date', 'discounts', 'anchor', 'Currency', 'renew', 'autoRenew', 'ends', 'note',
  'into', 'count', 'start_date', 'extensions', 'toString', '__proto__',
] as const; // prettier-ignore

const isList = (value: unknown): boolean => Array.isArray(value);

/** A field more in one of an example's objects. */
const enlarged = fc
  .tuple(fc.constantFrom(...EXAMPLES), fc.nat(), fc.constantFrom(...KEYS), anything)
  .map(([event, choice, key, value]) => {
    const objects = pathsOf(event).filter((path) => {
      const at = valueAt(event, path);
      return typeof at === 'object' && at !== null && !isList(at);
    });
    const path = objects[choice % objects.length] ?? [];
    const object = Object.entries(valueAt(event, path) ?? {});
    return replaced(event, path, Object.fromEntries([...object, [key, value]]));
  });

const ajv = new Ajv2020({
  strict: false,
  formats: {
    date: (text: string) => text.length === 10 && startsWithDate(text),
    'date-time': (text: string) => parseInstant(text) !== null,
  },
});
const schema = publishedSchemas().get('subscription-event.schema.json') ?? {};
const accordsWithSchema = ajv.compile(schema);

/** Refusals that a schema cannot express: rules between fields, and names that are near to a field of `data`. */
const BEYOND_SCHEMA =
  /ends_before_it_starts|duplicate_line_id|names the contract itself|is after data\.term|has no end|_field data\.\w+ is unknown/;

const read = (json: unknown) => readEvent(ofText(JSON.stringify(json) ?? ''));

const inDomain = (event: WireEvent) => (event.kind === 'merged' ? mergedEvent(event) : contractEvent(event));
const written = (event: WireEvent): string =>
  event.kind === 'merged' ? mergedEventJson(mergedEvent(event)) : eventJson(contractEvent(event));

describe('Any record', () => {
  it('is read or refused, and a refusal can be stored', () => {
    fc.assert(
      fc.property(fc.oneof(mutated, enlarged), (json) => {
        const event = read(json);
        if (!isRefusal(event)) return;
        expect(REFUSAL_CODES).toContain(event.code);
        expect(event.message).toContain(event.field);
        expect(isStorable(event.message)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('of any bytes is read or refused', () => {
    const good = Buffer.from(JSON.stringify(envelope()));
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.uint8Array({ maxLength: 4 }), (at, bytes) => {
        const value = Buffer.concat([good.subarray(0, at), bytes, good.subarray(at + 1)]);
        expect(typeof readEvent({ value, headers: {} })).toBe('object');
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['changed values', mutated],
    ['a field more', enlarged],
  ])('with %s conforms to the published schema exactly if it is read', (_claim, events) => {
    fc.assert(
      fc.property(events, (json) => {
        const event = read(json);
        const stated: unknown = JSON.parse(JSON.stringify(json ?? null));
        const accords = accordsWithSchema(stated);
        if (!isRefusal(event)) expect(accordsWithSchema.errors ?? []).toEqual([]);
        else if (!BEYOND_SCHEMA.test(`${event.code} ${event.message}`))
          expect([accords, event]).toEqual([false, event]);
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same event when it is read from the ledger, and when it is written again', () => {
    fc.assert(
      fc.property(fc.oneof(mutated, enlarged), (json) => {
        const event = read(json);
        if (isRefusal(event)) return;
        const { mode, id, source, type, time, subject, text } = event;
        expect(storedEvent({ mode, id, source, type, time, subject, text })).toEqual(event);
        const again = readEvent(ofText(written(event)));
        if (isRefusal(again)) throw new Error(again.message);
        expect(inDomain(again)).toEqual(inDomain(event));
      }),
      { numRuns: 1000 },
    );
  });

  it('starts from good events', () => {
    expect(EXAMPLES.map((example) => readEvent(structured(example)))).toMatchObject([
      { kind: 'created' },
      { kind: 'created' },
      { kind: 'cancelled' },
      { kind: 'merged' },
    ]);
  });
});
