import { once } from 'node:events';
import type { PoolClient } from 'pg';
import { from } from 'pg-copy-streams';

const SPECIAL = /[\\\n\r\t]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A value in COPY's text format. Most texts hold nothing to escape, and a test is cheaper than a replacement. */
export const copyField = (value: string | number | boolean | null): string => {
  if (value === null) return '\\N';
  if (typeof value !== 'string') return String(value);
  return SPECIAL.test(value) ? value.replace(/[\\\n\r\t]/g, (char) => ESCAPES[char] ?? char) : value;
};

/** Sends rows, each a line in COPY's text format with its line end, to `COPY … FROM STDIN`. */
export const copyLines = async (client: PoolClient, sql: string, lines: readonly string[]): Promise<void> => {
  const stream = client.query(from(sql));
  const finished = once(stream, 'finish');
  for (let i = 0; i < lines.length; i += LINES_AT_ONCE) {
    if (!stream.write(lines.slice(i, i + LINES_AT_ONCE).join('')))
      await Promise.race([once(stream, 'drain'), finished]);
  }
  stream.end();
  await finished;
};

/** About half a megabyte of events a write: fewer, larger writes cost less than one for each row. */
const LINES_AT_ONCE = 1000;
