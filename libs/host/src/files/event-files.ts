import { stat } from 'node:fs/promises';
import { messageOf } from '@app/platform';
import type { IncomingBatch, ReplaySource, SourceBatch } from '@app/processing';
import { EVENT_BYTES_MAX } from '@app/wire';
import { UsageError } from '../usage-error.ts';
import { type Lines, readLines } from './read-lines.ts';

const LINES = { linesAtOnce: 5000, bytesAtOnce: 4 << 20, longest: EVENT_BYTES_MAX } as const;

/** In bytes; null for standard input. */
const sizeOf = async (name: string, file: string): Promise<number | null> => {
  if (file === '-') return null;
  try {
    const found = await stat(file);
    if (found.isDirectory()) throw new Error('it is a folder');
    return found.size;
  } catch (cause) {
    throw new UsageError(`${name}: ${file} cannot be read (${messageOf(cause)})`, { cause });
  }
};

const totalSize = async (name: string, files: readonly string[]): Promise<number | null> => {
  const sizes = await Promise.all(files.map((file) => sizeOf(name, file)));
  return sizes.reduce<number | null>((sum, size) => (sum === null || size === null ? null : sum + size), 0);
};

const batchOf = (file: string, { lines }: Lines): IncomingBatch => ({
  origin: { kind: 'file', file },
  records: lines.map(({ line, bytes }) => ({ position: BigInt(line), key: null, value: bytes, headers: {} })),
  follows: null,
  nextPosition: BigInt((lines.at(-1)?.line ?? 0) + 1),
  logEnd: null,
});

async function* batchesOf(files: readonly string[], size: number | null): AsyncGenerator<SourceBatch> {
  let bytesBefore = 0;
  for (const file of files) {
    let bytesHere = 0;
    for await (const lines of readLines(file, LINES)) {
      bytesHere = lines.bytesRead;
      const shareRead = size === null || size === 0 ? null : (bytesBefore + bytesHere) / size;
      yield { batch: batchOf(file, lines), shareRead };
    }
    bytesBefore += bytesHere;
  }
}

/**
 * Files of events to replay, an event a line: `-` is standard input, `.gz` is unpacked. The order is that of the files
 * and their lines. `name` is the option that names the files. Throws `UsageError` if one cannot be read.
 */
export const eventFiles = async (name: string, files: readonly string[]): Promise<ReplaySource> =>
  batchesOf(files, await totalSize(name, files));
