import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { envelope, ofText, structured } from '../../test/example.ts';
import { startsWithDate } from '../fields/date.ts';
import { parseInstant } from '../fields/instant.ts';
import { isStorable } from '../fields/text.ts';
import { isRefusal, REFUSAL_CODES } from '../refusal.ts';
import { publishedSchemas } from '../schema/published.ts';
import { contractEvent } from './contract-event.ts';
import { eventJson } from './event-json.ts';
import { readEvent } from './read-event.ts';
import { storedEvent } from './stored-event.ts';

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

const cancelled = envelope({
  type: 'subscription.cancelled',
  data: { contract_id: 'sub_1', effective_date: '2025-02-01', version: 2, reason: 'moved' },
});

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

/** The example, or a cancellation, with one to three of its values changed. */
const mutated = fc
  .tuple(fc.constantFrom(envelope(), cancelled), fc.array(fc.tuple(fc.nat(), anything), { minLength: 1, maxLength: 3 }))
  .map(([event, changes]) =>
    changes.reduce<unknown>((value, [choice, by]) => {
      const paths = pathsOf(value);
      return replaced(value, paths[choice % paths.length] ?? [], by);
    }, event),
  );

const ajv = new Ajv2020({
  strict: false,
  formats: {
    date: (text: string) => text.length === 10 && startsWithDate(text),
    'date-time': (text: string) => parseInstant(text) !== null,
  },
});
const schema = publishedSchemas().get('subscription-event.schema.json') ?? {};
const accordsWithSchema = ajv.compile(schema);

/** What a schema cannot say: rules between fields, and a list of currencies that grows. */
const BEYOND_SCHEMA = /ends_before_it_starts|duplicate_line_id|unknown_currency|names the contract itself/;

const read = (json: unknown) => readEvent(ofText(JSON.stringify(json) ?? ''));

describe('Whatever comes', () => {
  it('is read or refused, and a refusal can be stored', () => {
    fc.assert(
      fc.property(mutated, (json) => {
        const event = read(json);
        if (!isRefusal(event)) return;
        expect(REFUSAL_CODES).toContain(event.code);
        expect(event.message).toContain(event.field);
        expect(isStorable(event.message)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('as bytes is read or refused too', () => {
    const good = Buffer.from(JSON.stringify(envelope()));
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.uint8Array({ maxLength: 4 }), (at, bytes) => {
        const value = Buffer.concat([good.subarray(0, at), bytes, good.subarray(at + 1)]);
        expect(typeof readEvent({ value, headers: {} })).toBe('object');
      }),
      { numRuns: 1000 },
    );
  });

  it('accords with the published schema just where it is read', () => {
    fc.assert(
      fc.property(mutated, (json) => {
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

  it('is the same event when the ledger gives it back, and when it is written again', () => {
    fc.assert(
      fc.property(mutated, (json) => {
        const event = read(json);
        if (isRefusal(event)) return;
        const { mode, id, source, type, time, subject, text } = event;
        expect(storedEvent({ mode, id, source, type, time, subject, text })).toEqual(event);
        const again = readEvent(ofText(eventJson(contractEvent(event))));
        if (isRefusal(again)) throw new Error(again.message);
        expect(contractEvent(again)).toEqual(contractEvent(event));
      }),
      { numRuns: 1000 },
    );
  });

  it('starts from good events', () => {
    expect(readEvent(structured(envelope()))).toMatchObject({ kind: 'created' });
    expect(readEvent(structured(cancelled))).toMatchObject({ kind: 'cancelled' });
  });
});
