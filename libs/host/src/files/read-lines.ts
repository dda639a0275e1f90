import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A line of a file as bytes, without its newline; `line` counts from 1. */
export type Line = Readonly<{ line: number; bytes: Buffer }>;

/** Lines read together, and the bytes of the file read so far. */
export type Lines = Readonly<{ lines: readonly Line[]; bytesRead: number }>;

/** A group ends after `linesAtOnce` lines or `bytesAtOnce` bytes. Lines longer than `longest` bytes are cut. */
export type LinesOptions = Readonly<{ linesAtOnce: number; bytesAtOnce: number; longest: number }>;

const NEWLINE = 0x0a;
const BLANK = /^\s*$/;

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

const withoutMark = (bytes: Buffer): Buffer =>
  bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK) ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;

const isBlank = (bytes: Buffer): boolean => bytes.length < 64 && BLANK.test(bytes.toString('latin1'));

/**
 * A line that arrives in pieces. If it is longer than `longest`, only enough is kept to show that it is too long, even
 * without a byte order mark.
 */
const growingLine = (longest: number) => {
  const kept = longest + BYTE_ORDER_MARK.length + 1;
  let pieces: Buffer[] = [];
  let length = 0;
  return {
    add: (piece: Buffer): void => {
      if (length < kept) pieces.push(piece.subarray(0, kept - length));
      length += piece.length;
    },
    finish: (): Buffer => {
      const line = pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
      pieces = [];
      length = 0;
      return line;
    },
    isEmpty: (): boolean => length === 0,
  };
};

/** The bytes of a file: `-` is standard input, `.gz` is unpacked. `onBytes` counts those of the file itself. */
export const openUnpacked = (file: string, onBytes: (count: number) => void = () => undefined): Readable => {
  const raw: Readable = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1 << 20 });
  raw.on('data', (chunk: Buffer) => onBytes(chunk.length));
  if (!file.endsWith('.gz')) return raw;
  const plain = createGunzip({ chunkSize: 1 << 18 });
  raw.once('error', (error) => plain.destroy(error));
  plain.once('error', (error) => {
    error.message = `${file} cannot be unpacked: ${error.message}`;
  });
  return raw.pipe(plain);
};

/**
 * The lines of a file in groups, in constant memory: `-` is standard input, `.gz` is unpacked. Blank lines are skipped but
 * counted; a byte order mark at the beginning is removed. Rejects if the file cannot be read.
 */
export async function* readLines(file: string, options: LinesOptions): AsyncGenerator<Lines> {
  let bytesRead = 0;
  let number = 0;
  let lines: Line[] = [];
  let size = 0;
  const growing = growingLine(options.longest);
  const finishLine = (): void => {
    number += 1;
    const bytes = number === 1 ? withoutMark(growing.finish()) : growing.finish();
    if (isBlank(bytes)) return;
    lines.push({ line: number, bytes });
    size += bytes.length;
  };
  for await (const chunk of openUnpacked(file, (count) => (bytesRead += count)) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      growing.add(chunk.subarray(from, end));
      finishLine();
      from = end + 1;
      if (lines.length >= options.linesAtOnce || size >= options.bytesAtOnce) {
        yield { lines, bytesRead };
        lines = [];
        size = 0;
      }
    }
    if (from < chunk.length) growing.add(chunk.subarray(from));
  }
  if (!growing.isEmpty()) finishLine();
  if (lines.length > 0) yield { lines, bytesRead };
}
