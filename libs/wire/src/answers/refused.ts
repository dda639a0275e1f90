import { z } from 'zod';
import type { Answer } from './answer.ts';
import { REFUSAL_CODES } from '../refusal.ts';
import { listAnswer } from './list-answer.ts';
import { instantParameter, PAGE, textParameter } from './parameters.ts';
import { COUNT, TEXT, TIME } from './values.ts';

/** `topic` is also the name of a file. */
export const REFUSED_QUERY = z.strictObject({
  code: z.enum(REFUSAL_CODES).optional(),
  topic: textParameter.optional(),
  since: instantParameter.optional(),
  ...PAGE,
});

const REFUSED_SHAPE = {
  id: TEXT,
  refused_at: TIME,
  origin: TEXT,
  /** A file has no partition, and its positions are lines. */
  partition: COUNT.nullable(),
  position: TEXT,
  code: TEXT,
  field: TEXT,
  message: TEXT,
} as const;

/** A refused record, the latest first. */
export const REFUSED_EVENT = z.strictObject(REFUSED_SHAPE).meta({ id: 'RefusedEvent' });
export const REFUSED_ANSWER = listAnswer(REFUSED_EVENT);
export type RefusedEventAnswer = Answer<typeof REFUSED_EVENT>;
export type RefusedAnswer = Answer<typeof REFUSED_ANSWER>;

export const REFUSED_ID = z.string().regex(/^\d{1,18}$/, 'is not the number of a refused event');

/** Bytes as text, or in base64 if they are not UTF-8. */
const BYTES = z.strictObject({ encoding: z.enum(['utf-8', 'base64']), text: TEXT }).nullable();

/** A refused record as it came. */
export const REFUSED_RECORD = z
  .strictObject({ ...REFUSED_SHAPE, key: BYTES, value: BYTES, headers: z.record(z.string(), BYTES) })
  .meta({ id: 'RefusedRecord' });

export type RefusedRecord = Answer<typeof REFUSED_RECORD>;
export type RefusedQuery = z.output<typeof REFUSED_QUERY>;
