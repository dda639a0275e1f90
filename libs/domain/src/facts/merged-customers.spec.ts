import { describe, expect, it } from '@jest/globals';
import type { CustomerId } from './contract-event.ts';
import { lastMerges, mergedCustomers } from './merged-customers.ts';

const id = (name: string): CustomerId => name as CustomerId;

const resolved = (...edges: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    mergedCustomers(
      new Map(
        edges.map((edge) => {
          const [from = '', to = ''] = edge.split('>');
          return [id(from), id(to)];
        }),
      ),
    ),
  );

describe('merged customers', () => {
  it('count for the customer at the end of the chain', () => {
    expect(resolved('a>b', 'b>c', 'd>c')).toEqual({ a: 'c', b: 'c', d: 'c' });
    expect(resolved('b>c', 'a>b')).toEqual({ a: 'c', b: 'c' });
  });

  it('count for themselves if they form a ring', () => {
    expect(resolved('a>b', 'b>a')).toEqual({});
    expect(resolved('a>b', 'b>c', 'c>a')).toEqual({});
    expect(resolved('a>a')).toEqual({});
  });

  it('count for the customer at which their chain meets a ring', () => {
    expect(resolved('x>a', 'a>b', 'b>a')).toEqual({ x: 'a' });
    expect(resolved('y>x', 'x>b', 'a>b', 'b>a')).toEqual({ x: 'b', y: 'b' });
  });

  it('follow a long chain in one pass', () => {
    const chain = Array.from({ length: 50_000 }, (_, i) => `c${i}>c${i + 1}`);
    expect(resolved(...chain)['c0']).toBe('c50000');
  });
});

describe('of several merges of a customer', () => {
  const merge = (name: string, seconds: number, into: string) => ({
    id: name,
    source: 's',
    recordedAt: { seconds, nanos: 0 },
    customerId: id('a'),
    into: id(into),
  });

  it('the last one in record order counts: by time, then by id', () => {
    const counting = (...merges: readonly ReturnType<typeof merge>[]) => lastMerges(merges).get(id('a'))?.into;
    expect(counting(merge('m1', 2, 'b'), merge('m2', 1, 'c'))).toBe('b');
    expect(counting(merge('m2', 1, 'c'), merge('m1', 1, 'b'))).toBe('c');
  });
});
