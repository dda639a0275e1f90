import type { OutgoingRecord } from '@app/processing';
import { describe, expect, it } from '@jest/globals';
import { message, runs, totalBytes } from './runs.ts';

const record = (number: number, bytes: number): OutgoingRecord => ({
  number: BigInt(number),
  topic: 'topic',
  key: null,
  value: Buffer.alloc(bytes),
  headers: {},
});

const numbers = (cut: Iterable<readonly OutgoingRecord[]>): number[][] =>
  [...cut].map((run) => run.map(({ number }) => Number(number)));

describe('runs', () => {
  it('keep order and limit; a record larger than the limit is a run of its own', () => {
    const records = [record(1, 400), record(2, 400), record(3, 400), record(4, 5_000), record(5, 1)];
    expect(numbers(runs(records, 1_200))).toEqual([[1, 2], [3], [4], [5]]);
  });

  it('of no records are none', () => {
    expect(numbers(runs([], 1_000))).toEqual([]);
  });

  it('count headers', () => {
    const headers = { reason: Buffer.alloc(1_000) };
    expect(totalBytes([{ ...record(1, 0), headers }])).toBeGreaterThan(1_000);
  });
});

describe('message', () => {
  it('carries the number in ce_sequence beside the other headers, and a null value as a null', () => {
    const headers = { ce_id: Buffer.from('1') };
    expect(message({ ...record(12_345_678_901, 0), value: null, headers })).toEqual({
      key: null,
      value: null,
      headers: { ce_id: Buffer.from('1'), ce_sequence: Buffer.from('12345678901') },
    });
  });
});
