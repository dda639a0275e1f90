import type { OutgoingRecord } from '@app/processing';
import { describe, expect, it } from '@jest/globals';
import { message, sends, totalBytes } from './sends.ts';

const record = (number: number, bytes: number): OutgoingRecord => ({
  number: BigInt(number),
  topic: 'topic',
  key: null,
  value: Buffer.alloc(bytes),
  headers: {},
});

const numbers = (runs: Iterable<readonly OutgoingRecord[]>): number[][] =>
  [...runs].map((run) => run.map(({ number }) => Number(number)));

describe('sends', () => {
  it('keeps order and limit, and sends alone what is larger than the limit', () => {
    const records = [record(1, 400), record(2, 400), record(3, 400), record(4, 5_000), record(5, 1)];
    expect(numbers(sends(records, 1_200))).toEqual([[1, 2], [3], [4], [5]]);
  });

  it('of nothing is nothing', () => {
    expect(numbers(sends([], 1_000))).toEqual([]);
  });

  it('counts headers', () => {
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
