import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { UsageError } from '@app/host';
import { messageOf } from '@app/platform';

/**
 * Creates a file that is missing, before work is done for it. One that is there keeps its lines until it is written.
 * Throws `UsageError` that names the option; null and `-` pass.
 */
export const assertWritable = async (option: string, file: string | null): Promise<void> => {
  if (file === null || file === '-') return;
  try {
    await (await open(file, 'a')).close();
  } catch (cause) {
    throw new UsageError(`${option}: ${file} cannot be written (${messageOf(cause)})`, { cause });
  }
};

/** Writes lines of text to a file. */
export type LineWriter = Readonly<{ write: (lines: readonly string[]) => Promise<void>; close: () => Promise<void> }>;

/** `-` is standard output. */
export const lineWriter = (file: string): LineWriter => {
  const stream = file === '-' ? process.stdout : createWriteStream(file);
  const failed = once(stream, 'error').then(([error]) => {
    throw error;
  });
  failed.catch(() => undefined);
  return {
    write: async (lines) => {
      if (lines.length === 0) return;
      if (!stream.write(`${lines.join('\n')}\n`)) await Promise.race([once(stream, 'drain'), failed]);
    },
    close: async () => {
      if (file === '-') return;
      stream.end();
      await Promise.race([once(stream, 'finish'), failed]);
    },
  };
};

/** Writes all lines of a file. */
export const writeLines = async (file: string, lines: readonly string[]): Promise<void> => {
  const out = lineWriter(file);
  try {
    await out.write(lines);
  } finally {
    await out.close();
  }
};
