import { describe, expect, it } from '@jest/globals';
import { bigintArray, textArray } from './binary-array.ts';
import { ColumnArrays, columnNames, unnested } from './column-arrays.ts';

const COLUMNS = { id: 'text', seq: 'bigint', about: 'jsonb', names: 'text[]', isOld: 'boolean' } as const;

describe('rows as an array for each column', () => {
  it('are unnested side by side, each cast to its type', () => {
    expect(columnNames(COLUMNS)).toBe('id, seq, about, names, isOld');
    expect(unnested(COLUMNS)).toBe(
      'unnest($1::text[]), unnest($2::bigint[]), unnest($3::text[])::jsonb, unnest($4::text[])::text[], unnest($5::text[])::boolean',
    );
  });

  it('hold each value as text, nulls as nulls, and arrays with quotes and backslashes escaped', () => {
    const rows = new ColumnArrays(COLUMNS);
    expect(rows.isEmpty).toBe(true);
    rows.add({ id: 'a', seq: 1, about: { tier: 'x' }, names: ['b', 'c"\\'], isOld: true });
    rows.add({ id: null, seq: 2, about: null, names: null, isOld: false });
    expect(rows.isEmpty).toBe(false);
    const [id, seq, about, names, isOld] = rows.parameters();
    expect(seq).toEqual(bigintArray([1n, 2n]));
    expect(id).toEqual(textArray(['a', null]));
    expect(about).toEqual(textArray(['{"tier":"x"}', null]));
    expect(names).toEqual(textArray(['{"b","c\\"\\\\"}', null]));
    expect(isOld).toEqual(textArray(['true', 'false']));
  });

  it('grow beyond their initial capacity', () => {
    const rows = new ColumnArrays({ text: 'text', seq: 'bigint' });
    const texts = Array.from({ length: 500 }, (_, i) => (i === 100 ? 'ü'.repeat(10_000) : `text ${i}`));
    texts.forEach((text, seq) => rows.add({ text, seq }));
    expect(rows.parameters()).toEqual([textArray(texts), bigintArray(texts.map((_, seq) => BigInt(seq)))]);
  });
});
