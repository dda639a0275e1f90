import { describe, expect, it } from '@jest/globals';
import type { KeyedRecord } from './keyed-record.ts';
import { runs, totalBytes } from './runs.ts';

const record = (bytes: number): KeyedRecord => ({ key: null, value: Buffer.alloc(bytes), headers: {} });

const sizes = (cut: Iterable<readonly KeyedRecord[]>): (number | undefined)[][] =>
  [...cut].map((run) => run.map(({ value }) => value?.length));

describe('runs', () => {
  it('keep order and limit; a record larger than the limit is a run of its own', () => {
    const records = [record(400), record(401), record(402), record(5_000), record(1)];
    expect(sizes(runs(records, 1_200))).toEqual([[400, 401], [402], [5_000], [1]]);
  });

  it('of no records are none', () => {
    expect(sizes(runs([], 1_000))).toEqual([]);
  });

  it('count headers', () => {
    const headers = { reason: Buffer.alloc(1_000) };
    expect(totalBytes([{ ...record(0), headers }])).toBeGreaterThan(1_000);
  });
});
