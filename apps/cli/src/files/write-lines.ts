import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** Writes texts, each a line, to a file; `-` is standard output. */
export type LineWriter = Readonly<{ write: (lines: readonly string[]) => Promise<void>; close: () => Promise<void> }>;

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
