import { z } from 'zod';
import type { Answer } from './answer.ts';
import { REFUSAL_CODES } from '../refusal.ts';
import { listAnswer } from './list-answer.ts';
import { instantParameter, PAGE, textParameter } from './parameters.ts';
import { REFUSED_ID } from './refused.ts';
import { COUNT, FLAG, TEXT, TIME } from './values.ts';

/** Nothing is changed, and no row of the audit is written; the answer says what would be done. */
const DRY_RUN = { dry_run: z.boolean().default(false) } as const;

/** What becomes of a refused event when it is sent again. `passed_over`: a payload that says no event. */
export const REDRIVE_OUTCOMES = ['accepted', 'repeated', 'passed_over', 'refused'] as const;

export const REDRIVE_ONE = z.strictObject(DRY_RUN).prefault({}).meta({ id: 'RedriveOne' });

/** Which of the waiting events; at least one of `code`, `topic` and `since`. `topic` is also the name of a file. */
export const REDRIVE_MANY = z
  .strictObject({
    code: z.enum(REFUSAL_CODES).optional(),
    topic: textParameter.optional(),
    since: instantParameter.optional(),
    /** The `next` of the answer before. */
    after: REFUSED_ID.optional(),
    ...DRY_RUN,
  })
  .refine(
    ({ code, topic, since }) => code !== undefined || topic !== undefined || since !== undefined,
    'needs a code, a topic or since',
  )
  .meta({ id: 'RedriveMany' });

const REASON_MAX = 1000;

/** Why an event is left out for good. */
export const DISCARD_REASON = textParameter.max(REASON_MAX).refine((text) => text.trim() !== '', 'says nothing');

export const DISCARD = z.strictObject({ reason: DISCARD_REASON, ...DRY_RUN }).meta({ id: 'Discard' });

/** The topic of contracts or that of snapshots; without one both. */
export const REPUBLISH = z
  .strictObject({ topic: textParameter.optional(), ...DRY_RUN })
  .prefault({})
  .meta({ id: 'Republish' });

/** `next`: more events wait behind it than one operation takes. */
export const REDRIVEN = z
  .strictObject({
    dry_run: FLAG,
    accepted: COUNT,
    repeated: COUNT,
    passed_over: COUNT,
    refused: COUNT,
    events: z.array(
      z.strictObject({
        id: TEXT,
        outcome: z.enum(REDRIVE_OUTCOMES),
        code: TEXT.nullable(),
        field: TEXT.nullable(),
        message: TEXT.nullable(),
      }),
    ),
    next: TEXT.nullable(),
  })
  .meta({ id: 'Redriven' });

export const DISCARDED = z
  .strictObject({ dry_run: FLAG, discarded: COUNT, reason: TEXT, events: z.array(TEXT), next: TEXT.nullable() })
  .meta({ id: 'Discarded' });

/** The number of records that wait to be published again. */
export const REPUBLISHED = z
  .strictObject({ dry_run: FLAG, contracts: COUNT, snapshots: COUNT })
  .meta({ id: 'Republished' });

export const AUDIT_QUERY = z.strictObject(PAGE);

export const AUDIT_ENTRY = z
  .strictObject({
    id: TEXT,
    at: TIME,
    who: TEXT,
    action: TEXT,
    asked: z.record(z.string(), z.unknown()),
    result: z.enum(['done', 'failed']),
    answer: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' });

/** The operations, the latest first. */
export const AUDIT_ANSWER = listAnswer(AUDIT_ENTRY);

export type RedriveOutcome = (typeof REDRIVE_OUTCOMES)[number];
export type Redriven = Answer<typeof REDRIVEN>;
export type Discarded = Answer<typeof DISCARDED>;
export type Republished = Answer<typeof REPUBLISHED>;
export type AuditEntryAnswer = Answer<typeof AUDIT_ENTRY>;
