import { zstdDecompressSync } from 'node:zlib';
import kafkajs from 'kafkajs';
import { lz4Decompressed } from './lz4.ts';
import { snappyDecompressed } from './snappy.ts';

/**
 * Registers the codecs that the driver lacks. By itself it reads only gzip and stops for good at anything else, while
 * Kafka's other clients write all of these. They only read: we write plain or gzip.
 */
export function readAllCompressions(): void {
  const { CompressionCodecs, CompressionTypes } = kafkajs;
  CompressionCodecs[CompressionTypes.Snappy] = reading(snappyDecompressed);
  CompressionCodecs[CompressionTypes.LZ4] = reading(lz4Decompressed);
  CompressionCodecs[CompressionTypes.ZSTD] = reading((input) => zstdDecompressSync(input));
}

const reading = (decompressed: (input: Buffer) => Buffer) => () => ({
  compress: () => Promise.reject(new Error('This codec only reads.')),
  decompress: async (input: Buffer) => decompressed(input),
});
