import { GrowingBuffer } from './growing-buffer.ts';

const XERIAL = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER = 16;

/** Reads Snappy as Kafka's clients write it: Java's in the framing of snappy-java, others as one bare block. */
export function snappyDecompressed(input: Buffer): Buffer {
  if (!input.subarray(0, XERIAL.length).equals(XERIAL)) return block(input);
  const blocks: Buffer[] = [];
  for (let at = XERIAL_HEADER; at < input.length;) {
    const length = input.readUInt32BE(at);
    blocks.push(block(input.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return Buffer.concat(blocks);
}

/** The lowest two bits of an element's tag separate a literal from copies with 1, 2 and 4 bytes of offset. */
function block(input: Buffer): Buffer {
  const [expected, from] = varint(input);
  const output = new GrowingBuffer(expected);
  for (let at = from; at < input.length;) at = element(input, at, output);
  const written = output.written();
  if (written.length !== expected) throw new RangeError('Snappy data is damaged.');
  return written;
}

/** Writes the bytes of the element at `at`. Returns where the next one begins. */
function element(input: Buffer, at: number, output: GrowingBuffer): number {
  const tag = input.readUInt8(at);
  const upper = tag >> 2;
  switch (tag & 3) {
    case 0: {
      const extra = upper < 60 ? 0 : upper - 59;
      const length = (extra === 0 ? upper : input.readUIntLE(at + 1, extra)) + 1;
      output.append(input, at + 1 + extra, length);
      return at + 1 + extra + length;
    }
    case 1:
      output.repeat(((tag >> 5) << 8) | input.readUInt8(at + 1), (upper & 7) + 4);
      return at + 2;
    case 2:
      output.repeat(input.readUInt16LE(at + 1), upper + 1);
      return at + 3;
    default:
      output.repeat(input.readUInt32LE(at + 1), upper + 1);
      return at + 5;
  }
}

/** The number at the beginning, in seven bits a byte, and where it ends. */
function varint(input: Buffer): readonly [number, number] {
  let value = 0;
  for (let at = 0; ; at += 1) {
    const byte = input.readUInt8(at);
    value += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) return [value, at + 1];
  }
}
