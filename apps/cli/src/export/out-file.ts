import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UsageError } from '@app/host';
import { messageOf } from '@app/platform';

const created = async (file: string): Promise<void> => {
  try {
    await (await open(file, 'w')).close();
  } catch (cause) {
    throw new UsageError(`--out: ${file} cannot be written (${messageOf(cause)})`, { cause });
  }
};

/**
 * Writes chunks to a file, or to standard output for `-`. A file has its name only once it is whole: until then it is
 * `<name>.partial`, which is removed if the work fails. Throws `UsageError` if the file cannot be written.
 */
export const writeChunks = async (file: string, chunks: AsyncIterable<string | Uint8Array>): Promise<void> => {
  if (file === '-') {
    await pipeline(Readable.from(chunks), process.stdout, { end: false });
    return;
  }
  const partial = `${file}.partial`;
  await created(partial);
  try {
    await pipeline(Readable.from(chunks), createWriteStream(partial));
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
};
