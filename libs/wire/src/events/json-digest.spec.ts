import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonDigest } from './json-digest.ts';
import { sameJson } from './same-content.ts';

const reversedKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversedKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, reversedKeys(inner)]),
  );
};

describe('The digest of JSON', () => {
  it('is the same whatever the order of keys', () => {
    fc.assert(fc.property(fc.jsonValue(), (json) => jsonDigest(json) === jsonDigest(reversedKeys(json))));
  });

  it('differs for values that differ', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const [one, other] = [a, b].map((value): unknown => JSON.parse(JSON.stringify(value)));
        return sameJson(one, other) === (jsonDigest(one) === jsonDigest(other));
      }),
    );
  });

  it.each([
    [{ a: [] }, { a: {} }],
    [{ a: '1' }, { a: 1 }],
    [{ a: null }, {}],
    [{ a: [1, 2] }, { a: [2, 1] }],
    [{ a: { b: 1 } }, { 'a.b': 1, a: {} }],
  ])('tells %j from %j', (a, b) => {
    expect(jsonDigest(a)).not.toBe(jsonDigest(b));
  });

  it('reads values of any depth', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    expect(jsonDigest(deep)).not.toBe(jsonDigest([]));
  });
});
