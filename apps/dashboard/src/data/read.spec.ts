import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { csvOf, pathOf, readPath } from './read.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the path of a resource', () => {
  it('repeats a parameter with several values, and leaves out those without one', () => {
    expect(pathOf('compare', { from: '2025-01-01', segment: ['a', 'b'], dimension: undefined })).toBe(
      'api/v1/compare?from=2025-01-01&segment=a&segment=b',
    );
  });

  it('escapes what an id or a value holds', () => {
    expect(pathOf('contracts/{id}', { on: '2025-01-01' }, 'a/b?c')).toBe('api/v1/contracts/a%2Fb%3Fc?on=2025-01-01');
    expect(pathOf('contracts', { query: 'x&y' })).toBe('api/v1/contracts?query=x%26y');
  });

  it('names the whole list as CSV before its parameters', () => {
    expect(csvOf('contracts', { sort: '-arr' })).toBe('api/v1/contracts.csv?sort=-arr');
    expect(csvOf('compare/customers', {})).toBe('api/v1/compare/customers.csv');
  });
});

describe('an answer', () => {
  it.each([
    ['old where it has an age', { age: '12' }, true],
    ['of the books as they are where it has none', {}, false],
  ])('is %s', async (_name, headers, isOld) => {
    jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('{"data":[]}', { headers }));
    const read = await readPath('periods', new AbortController().signal);
    expect(read).toEqual({ value: { data: [] }, isOld });
  });
});
