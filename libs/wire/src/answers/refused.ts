import { z } from 'zod';
import type { Answer } from './answer.ts';
import { REFUSAL_CODES } from '../refusal.ts';
import { listAnswer } from './list-answer.ts';
import { instantParameter, PAGE, textParameter } from './parameters.ts';
import { COUNT, TEXT, TIME } from './values.ts';

/** What became of a refused event: it waits, it was sent again and taken, or it is left out for good. */
export const REFUSED_STATES = ['waiting', 'redriven', 'discarded'] as const;

/** `topic` is also the name of a file. `contract`: the record's key, or named in it. */
export const REFUSED_QUERY = z.strictObject({
  code: z.enum(REFUSAL_CODES).optional(),
  topic: textParameter.optional(),
  contract: textParameter.optional(),
  since: instantParameter.optional(),
  state: z.enum(REFUSED_STATES).optional(),
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
  state: z.enum(REFUSED_STATES),
  /** When it was redriven or discarded; null while it waits. */
  settled_at: TIME.nullable(),
} as const;

/** A refused record, the latest first. */
export const REFUSED_EVENT = z.strictObject(REFUSED_SHAPE).meta({ id: 'RefusedEvent' });
export const REFUSED_ANSWER = listAnswer(REFUSED_EVENT);
export type RefusedEventAnswer = Answer<typeof REFUSED_EVENT>;
export type RefusedAnswer = Answer<typeof REFUSED_ANSWER>;

export const REFUSED_ID = z.string().regex(/^\d{1,18}$/, 'is not the number of a refused event');

/** Bytes as text, or in base64 if they are not UTF-8. */
const BYTES = z.strictObject({ encoding: z.enum(['utf-8', 'base64']), text: TEXT }).nullable();

/** A step of a refused event: `refused` is a redrive that was refused again, and `code` says why. */
const REFUSED_STEP = z
  .strictObject({
    at: TIME,
    who: TEXT,
    outcome: z.enum(['accepted', 'repeated', 'passed_over', 'refused', 'discarded']),
    /** The identity of the event in the ledger. */
    source: TEXT.nullable(),
    event_id: TEXT.nullable(),
    code: TEXT.nullable(),
    message: TEXT.nullable(),
    /** Why it was discarded. */
    reason: TEXT.nullable(),
    /** The value that was sent instead of the refused one. */
    mended: BYTES,
  })
  .meta({ id: 'RefusedStep' });

/** A refused record as it came, and what was done with it. */
export const REFUSED_RECORD = z
  .strictObject({
    ...REFUSED_SHAPE,
    /** The system whose payload it is; `csv`: a row of a sheet; `rate`: an exchange rate; null: an event. */
    format: TEXT.nullable(),
    key: BYTES,
    value: BYTES,
    headers: z.record(z.string(), BYTES),
    steps: z.array(REFUSED_STEP),
  })
  .meta({ id: 'RefusedRecord' });

export type RefusedState = (typeof REFUSED_STATES)[number];
export type RefusedRecord = Answer<typeof REFUSED_RECORD>;
export type RefusedQuery = z.output<typeof REFUSED_QUERY>;
