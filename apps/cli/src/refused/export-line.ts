import { UsageError } from '@app/host';
import type { MendedRecords } from '@app/processing';
import type { RefusedRecord } from '@app/wire/answers';

type Bytes = NonNullable<RefusedRecord['value']>;

/** JSON keeps newlines out of its texts, so those between its parts can be spaces. */
const onOneLine = (json: string): string => json.replaceAll(/[\r\n]+/g, ' ');

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const content = (value: Bytes | null): string => {
  if (value === null) return '"text":""';
  if (value.encoding === 'base64') return `"base64":${JSON.stringify(value.text)}`;
  return isJson(value.text) ? `"event":${onOneLine(value.text)}` : `"text":${JSON.stringify(value.text)}`;
};

/**
 * A refused record as a line to be mended: its number and why it was refused, then its content as `event`, or as `text` if
 * it is no JSON, or in `base64`. An event keeps its spelling.
 */
export const exportLine = ({ id, code, field, message, headers, value }: RefusedRecord): string => {
  const head = JSON.stringify({
    refused_id: id,
    code,
    field,
    message,
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
  });
  return `${head.slice(0, -1)},${content(value)}}`;
};

type Line = Readonly<Record<string, unknown>>;

const bytesOf = (line: Line): Buffer | null => {
  const { event, text, base64 } = line;
  if (event !== undefined) return Buffer.from(JSON.stringify(event));
  if (typeof text === 'string') return Buffer.from(text);
  return typeof base64 === 'string' ? Buffer.from(base64, 'base64') : null;
};

/** Of the headers of a line, those that can be bytes. */
const headersOf = ({ headers }: Line): Readonly<Record<string, Buffer>> =>
  Object.fromEntries(
    Object.entries(Object(headers) as Readonly<Record<string, Partial<Bytes> | null>>).flatMap(([name, value]) =>
      typeof value?.text === 'string'
        ? [[name, Buffer.from(value.text, value.encoding === 'base64' ? 'base64' : 'utf8')] as const]
        : [],
    ),
  );

const lineIn = (text: string): Line | null => {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Line) : null;
  } catch {
    return null;
  }
};

/** The records of lines that were exported and mended. `file` is for messages. Throws `UsageError`. */
export const mendedRecords = (file: string, text: string): MendedRecords => {
  const mended = new Map<string, Readonly<{ value: Buffer; headers: Readonly<Record<string, Buffer>> }>>();
  for (const [index, raw] of text.split('\n').entries()) {
    if (raw.trim() === '') continue;
    const wrong = (reason: string): UsageError => new UsageError(`--input: ${file}:${index + 1} ${reason}`);
    const line = lineIn(raw);
    if (line === null) throw wrong('is not a JSON object');
    const { refused_id: id } = line;
    if (typeof id !== 'string' || !/^\d{1,18}$/.test(id))
      throw wrong('has no refused_id, as acv refused export writes it');
    if (mended.has(id)) throw wrong(`has the refused_id ${id} of another line`);
    const value = bytesOf(line);
    if (value === null) throw wrong('has neither an event nor a text');
    mended.set(id, { value, headers: headersOf(line) });
  }
  if (mended.size === 0) throw new UsageError(`--input: ${file} has no line`);
  return mended;
};
