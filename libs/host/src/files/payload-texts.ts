import { createReadStream } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type FormatName, PAYLOAD_BYTES_MAX, payloadsIn } from '@app/wire';
import { readLines } from './read-lines.ts';

/** A payload with its place: its line, or in a document its number. */
export type PlacedPayload = Readonly<{ position: number; value: Buffer }>;

/** A line may be a page of a list. */
const LINES = { linesAtOnce: 1000, bytesAtOnce: 4 << 20, longest: 16 * PAYLOAD_BYTES_MAX } as const;

const placed = (format: FormatName, position: number, line: Buffer): readonly PlacedPayload[] =>
  payloadsIn(format, line.toString('utf8')).map((text) => ({ position, value: Buffer.from(text) }));

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** The first two lines of a file that are not blank. */
export const firstLines = async (file: string): Promise<readonly string[]> => {
  for await (const { lines } of readLines(file, { ...LINES, linesAtOnce: 2 })) {
    return lines.map(({ bytes }) => bytes.toString('utf8'));
  }
  return [];
};

/** All of a file, or of standard input. */
const wholeText = async (file: string): Promise<string> => {
  const chunks: Buffer[] = [];
  const stream = file === '-' ? process.stdin : createReadStream(file);
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
};

/** Lines of a text that is no document, such as lines of JSON of which the first is broken. */
const linesOf = (format: FormatName, text: string): readonly PlacedPayload[] =>
  text.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : placed(format, i + 1, Buffer.from(line))));

const isDocument = (text: string): boolean => isJson(text) || /^\uFEFF?\s*(?:<|HTTP\/)/.test(text);

const documentOf = (format: FormatName, text: string): readonly PlacedPayload[] =>
  payloadsIn(format, text).map((payload, i) => ({ position: i + 1, value: Buffer.from(payload) }));

/**
 * The payloads of a file in groups: JSON lines in constant memory, or one document of JSON or XML, whole. `-` is standard
 * input, `.gz` is unpacked.
 */
export async function* payloadTexts(format: FormatName, file: string): AsyncGenerator<readonly PlacedPayload[]> {
  const [first = '', second] = file === '-' ? [] : await firstLines(file);
  if (second !== undefined && isJson(first)) {
    for await (const { lines } of readLines(file, LINES)) {
      yield lines.flatMap(({ line, bytes }) => placed(format, line, bytes));
    }
    return;
  }
  const text = await wholeText(file);
  yield isDocument(text) ? documentOf(format, text) : linesOf(format, text);
}
