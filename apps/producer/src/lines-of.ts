import { readLines } from '@app/host';

/** A line goes to Kafka whole, however long it is, because the processor is the one that refuses it. */
const LINES = { linesAtOnce: 500, bytesAtOnce: 1 << 20, longest: Infinity } as const;

/** The lines of a file in order, without their line ends and without blank ones. A `.gz` is unpacked. */
export async function* linesOf(file: string): AsyncGenerator<string> {
  for await (const { lines } of readLines(file, LINES)) {
    for (const { bytes } of lines) yield bytes.toString('utf8').replace(/\r$/, '');
  }
}
