import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** The lines of a file that are not blank, one after the other, however large the file. A `.gz` is unpacked on the way. */
export async function* linesOf(file: string): AsyncGenerator<string> {
  const bytes = createReadStream(file);
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  // A pipe does not pass errors on: without this a missing file would be waited for without end.
  bytes.on('error', (error) => input.destroy(error));
  // What reads the lines does not see the errors of what it reads from either.
  const failure = new Promise<never>((_, reject) => input.once('error', reject));
  failure.catch(() => undefined);
  const lines = createInterface({ input, crlfDelay: Infinity })[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await Promise.race([lines.next(), failure]);
    if (done === true) break;
    if (value.trim() !== '') yield value;
  }
  if (input.errored !== null) throw input.errored;
}
