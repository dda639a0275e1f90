import { describe, expect, it } from '@jest/globals';
import { lz4Decompressed } from './lz4.ts';
import { snappyDecompressed } from './snappy.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('snappyDecompressed', () => {
  it('reads a bare block: a literal, then a copy that overlaps with what it writes', () => {
    expect(snappyDecompressed(hex('09 08 616263 09 03')).toString()).toBe('abcabcabc'.slice(0, 9));
  });

  it('refuses damaged data', () => {
    expect(() => snappyDecompressed(hex('09 08 616263'))).toThrow('damaged');
    expect(() => snappyDecompressed(hex('09 08 616263 09 07'))).toThrow('before its beginning');
    expect(() => snappyDecompressed(hex('09 20 616263'))).toThrow('ends too early');
  });
});

describe('lz4Decompressed', () => {
  const frame = (flags: string, blocks: string): Buffer => hex(`04224d18 ${flags} 40 00 ${blocks} 00000000`);

  it('reads literals and a match that overlaps, compressed and not', () => {
    expect(lz4Decompressed(frame('60', '08000000 32 616263 0300 10 64')).toString()).toBe('abcabcabcd');
    expect(lz4Decompressed(frame('60', '03000080 616263')).toString()).toBe('abc');
  });

  it('reads blocks that copy from earlier ones, with checksums and a content size', () => {
    const blocks = '03000080 616263 00000000 05000000 02 0300 10 64 00000000';
    expect(lz4Decompressed(hex(`04224d18 58 40 0a00000000000000 00 ${blocks} 00000000`)).toString()).toBe('abcabcabcd');
  });

  it('refuses input without the magic number', () => {
    expect(() => lz4Decompressed(hex('00000000000000'))).toThrow('Not an LZ4 frame');
  });
});
