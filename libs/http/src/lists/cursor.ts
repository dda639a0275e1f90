import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { InvalidRequest } from '../problems/invalid-request.ts';
import type { RowKey } from './listing.ts';

/** A cursor of another version has a key that this program would misread. */
const VERSION = 1;

const refusal = (): InvalidRequest =>
  new InvalidRequest([
    {
      field: 'cursor',
      reason: 'is not a cursor of this list: use next_cursor of the page before, with the same filters',
    },
  ]);

/** The question that a cursor belongs to: path and filters, which the next page must repeat. */
export type Question = Readonly<{ path: string; query: Readonly<Record<string, unknown>> }>;

const PAGING = new Set(['cursor', 'limit']);

const digest = ({ path, query }: Question): string => {
  const filters = Object.entries(query)
    .filter(([name]) => !PAGING.has(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([path, filters]))
    .digest('base64url')
    .slice(0, 12);
};

/** Opaque to clients: base64url of the version, the question's digest and the key of the last row. */
export const cursorOf = (question: Question, key: RowKey): string =>
  Buffer.from(JSON.stringify([VERSION, digest(question), key])).toString('base64url');

const parsed = (cursor: string): readonly unknown[] => {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
};

/** The key in a cursor of this question. Throws `InvalidRequest` for any other text. */
export const keyIn = <K extends RowKey>(cursor: string, question: Question, key: z.ZodType<K>): K => {
  const [version, of, given] = parsed(cursor);
  const read = key.safeParse(given);
  if (version !== VERSION || of !== digest(question) || !read.success) throw refusal();
  return read.data;
};
