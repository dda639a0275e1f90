import { describe, expect, it } from '@jest/globals';
import { textArray } from './binary-array.ts';
import { columnArrays, columnNames, unnested } from './column-arrays.ts';

const COLUMNS = { id: 'text', seq: 'bigint', about: 'jsonb', names: 'text[]', isOld: 'boolean' } as const;

describe('rows as an array for each column', () => {
  it('are read side by side, each by its type', () => {
    expect(columnNames(COLUMNS)).toBe('id, seq, about, names, isOld');
    expect(unnested(COLUMNS)).toBe(
      'unnest($1::text[]), unnest($2::bigint[]), unnest($3::text[])::jsonb, unnest($4::text[])::text[], unnest($5::text[])::boolean',
    );
  });

  it('hold each value as text, with nulls, and arrays with their marks escaped', () => {
    const [id, , about, names, isOld] = columnArrays(COLUMNS, [
      { id: 'a', seq: 1, about: { tier: 'x' }, names: ['b', 'c"\\'], isOld: true },
      { id: null, seq: 2, about: null, names: null, isOld: false },
    ]);
    expect(id).toEqual(textArray(['a', null]));
    expect(about).toEqual(textArray(['{"tier":"x"}', null]));
    expect(names).toEqual(textArray(['{"b","c\\"\\\\"}', null]));
    expect(isOld).toEqual(textArray(['true', 'false']));
  });
});
