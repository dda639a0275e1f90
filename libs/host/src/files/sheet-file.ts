import { messageOf } from '@app/platform';
import type { Sheet, SheetRow } from '@app/wire';
import { CsvError, parse } from 'csv-parse';
import { UsageError } from '../usage-error.ts';
import { openUnpacked } from './read-lines.ts';

const DELIMITERS = [',', ';', '\t'] as const;

/** The separator that the first line with text has most of; of equals the first. */
const delimiterOf = (line: string): string =>
  DELIMITERS.reduce((best, each) => (line.split(each).length > line.split(best).length ? each : best));

async function* textOf(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of openUnpacked(file) as AsyncIterable<Buffer>) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** Without quotes that do not close, a cell may hold any text. Rows may be of any length: the translator judges them. */
const parserOf = (delimiter: string) =>
  parse({ delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false });

const HAS_HEADER = /\S[^\n]*\n/;

/** Reads on until the first line with text is there, and gives the separator of its cells with all that was read. */
const opening = async (pieces: AsyncGenerator<string>): Promise<Readonly<{ delimiter: string; text: string }>> => {
  let text = '';
  for (let piece = await pieces.next(); piece.done !== true; piece = await pieces.next()) {
    text += piece.value;
    if (HAS_HEADER.test(text)) break;
  }
  return { delimiter: delimiterOf(text.split('\n').find((line) => line.trim() !== '') ?? ''), text };
};

const rowsOf = async (file: string): Promise<Sheet> => {
  const pieces = textOf(file);
  const { delimiter, text } = await opening(pieces);
  const parser = parserOf(delimiter);
  const fed = (async () => {
    try {
      parser.write(text);
      for await (const piece of pieces) parser.write(piece);
      parser.end();
    } catch (error) {
      parser.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  })();
  const rows: SheetRow[] = [];
  for await (const cells of parser as AsyncIterable<readonly string[]>) rows.push({ row: rows.length + 1, cells });
  await fed;
  return rows;
};

/** Node's code of a text that cannot be decoded. */
const NOT_UTF_8 = 'ERR_ENCODING_INVALID_ENCODED_DATA';

const reasonOf = (error: unknown): string => {
  if (error instanceof TypeError && Reflect.get(error, 'code') === NOT_UTF_8)
    return 'is not UTF-8; save it as "CSV UTF-8"';
  if (error instanceof CsvError) return `is not CSV (${error.message})`;
  return `cannot be read (${messageOf(error)})`;
};

/**
 * The rows of a CSV file, with the numbers that a spreadsheet gives them; `-` is standard input, `.gz` is unpacked. A
 * byte order mark is passed over, and the separator (`,`, `;` or a tab) is found in the header. Throws `UsageError`.
 */
export const readSheetFile = async (name: string, file: string): Promise<Sheet> => {
  try {
    return await rowsOf(file);
  } catch (cause) {
    throw new UsageError(`${name}: ${file} ${reasonOf(cause)}`, { cause });
  }
};
