import { describe, expect, it } from '@jest/globals';
import { sequenced } from './sequenced.ts';

describe('sequenced', () => {
  it('carries the number in ce_sequence beside the other headers, and a null value as a null', () => {
    const headers = { ce_id: Buffer.from('1') };
    expect(sequenced({ number: 12_345_678_901n, topic: 'topic', key: null, value: null, headers })).toEqual({
      key: null,
      value: null,
      headers: { ce_id: Buffer.from('1'), ce_sequence: Buffer.from('12345678901') },
    });
  });
});
