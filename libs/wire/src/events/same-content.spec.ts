import { describe, expect, it } from '@jest/globals';
import { binary, data, envelope, ofText, structured } from '../../test/example.ts';
import { isRefusal } from '../refusal.ts';
import { readEvent } from './read-event.ts';
import { sameContent, sameJson } from './same-content.ts';
import type { RawRecord } from './wire-event.ts';

const same = (a: RawRecord, b: RawRecord): boolean => {
  const [one, other] = [readEvent(a), readEvent(b)];
  if (isRefusal(one) || isRefusal(other)) throw new Error('the examples are good events');
  return sameContent(one, other);
};

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
};

describe('Content is the same', () => {
  it.each([
    ['in the same words', structured(envelope())],
    ['in another order of keys', structured(reversed(envelope()))],
    ['with other blanks', ofText(JSON.stringify(envelope(), null, 2))],
    ['in binary form', binary()],
    ['with another subject', structured(envelope({ subject: 'other' }))],
  ])('%s', (_claim, record) => {
    expect(same(structured(envelope()), record)).toBe(true);
  });
});

describe('Content differs', () => {
  it.each([
    ['in a field', structured(envelope({ data: data({ effective_date: '2025-01-16' }) }))],
    ['in an unknown field', structured(envelope({ data: data({ note: 'x' }) }))],
    ['in the type', structured(envelope({ type: 'subscription.amended' }))],
    ['in the time as it is written', structured(envelope({ time: '2025-01-15T09:30:00.0Z' }))],
    ['in a null that was absent', structured(envelope({ data: data({ reason: null }) }))],
    ['in a number that was a text', structured(envelope({ data: data({ renews: 'sub_0' }) }))],
  ])('%s', (_claim, record) => {
    expect(same(structured(envelope()), record)).toBe(false);
    expect(same(record, structured(envelope()))).toBe(false);
  });
});

describe('JSON values', () => {
  it.each([
    [[1, 2], [2, 1], false],
    [[1], [1, 2], false],
    [{ a: 1 }, { b: 1 }, false],
    [{}, [], false],
    [null, {}, false],
    [JSON.parse('{"__proto__":1}'), { toString: 1 }, false],
    [JSON.parse('{"__proto__":1}'), JSON.parse('{"__proto__":1}'), true],
  ])('%j and %j', (a, b, expected) => {
    expect(sameJson(a, b)).toBe(expected);
  });

  it('may be nested to any depth', () => {
    const deep = '['.repeat(400_000) + ']'.repeat(400_000);
    expect(sameJson(JSON.parse(deep), JSON.parse(deep))).toBe(true);
  });
});
