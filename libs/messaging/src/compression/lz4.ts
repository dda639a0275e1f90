import { GrowingBuffer } from './growing-buffer.ts';

const MAGIC = 0x184d2204;
const UNCOMPRESSED = 0x80000000;
const SHORTEST_MATCH = 4;

/**
 * Reads LZ4 in its frame format, as Kafka's clients write it. Checksums are not compared, because Kafka has its own
 * over the batch. All blocks are written into one buffer, because a block may copy from those before it.
 */
export function lz4Decompressed(input: Buffer): Buffer {
  if (input.readUInt32LE(0) !== MAGIC) throw new RangeError('Not an LZ4 frame.');
  const flags = input.readUInt8(4);
  const hasBlockChecksum = (flags & 0x10) !== 0;
  const hasContentSize = (flags & 0x08) !== 0;
  const hasDictionary = (flags & 0x01) !== 0;
  const output = new GrowingBuffer(input.length * 4);
  let at = 7 + (hasContentSize ? 8 : 0) + (hasDictionary ? 4 : 0);
  for (let size = input.readUInt32LE(at); size !== 0; size = input.readUInt32LE(at)) {
    const length = size & ~UNCOMPRESSED;
    if (size >= UNCOMPRESSED) output.append(input, at + 4, length);
    else block(input.subarray(at + 4, at + 4 + length), output);
    at += 4 + length + (hasBlockChecksum ? 4 : 0);
  }
  return output.written();
}

/** A block is a sequence of literals and matches. The last literals have no match. */
function block(input: Buffer, output: GrowingBuffer): void {
  for (let at = 0; at < input.length;) {
    const token = input.readUInt8(at);
    const [literals, from] = length(input, at + 1, token >> 4);
    output.append(input, from, literals);
    at = from + literals;
    if (at >= input.length) return;
    const distance = input.readUInt16LE(at);
    const [match, next] = length(input, at + 2, token & 15);
    output.repeat(distance, match + SHORTEST_MATCH);
    at = next;
  }
}

/** The length and where it ends. A length of 15 is continued in the following bytes, until one is below 255. */
function length(input: Buffer, at: number, nibble: number): readonly [number, number] {
  if (nibble < 15) return [nibble, at];
  let total = nibble;
  for (let next = at; ; next += 1) {
    const byte = input.readUInt8(next);
    total += byte;
    if (byte < 255) return [total, next + 1];
  }
}
