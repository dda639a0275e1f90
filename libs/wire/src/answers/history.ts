import { REASONS, STATUSES } from '@app/domain';
import { z } from 'zod';
import type { Answer } from './answer.ts';
import { grainParameter, instantParameter, labelParameter, ONE_SEGMENT } from './parameters.ts';
import { COUNT, DAY, QUOTIENT, SEGMENT_NAME, SUM, TEXT, TIME } from './values.ts';

/** With `known_at` or `as_of`, what was reported then is compared with what is reported now. */
export const HISTORY_QUERY = z.strictObject({
  period: labelParameter,
  ...ONE_SEGMENT,
  known_at: instantParameter.optional(),
});

/** A figure that differs, as it was written. */
const FIGURE_CHANGE = z.strictObject({ field: TEXT, from: z.unknown(), to: z.unknown() }).meta({ id: 'FigureChange' });

const CAUSE_SHAPE = {
  id: TEXT,
  source: TEXT,
  recorded_at: TIME,
  /** Its effect on the segment's ARR. Null where it is in that of the event before, because they are weighed together. */
  arr_change: SUM.nullable(),
} as const;

const CAUSE = z
  .union([
    z.strictObject({
      ...CAUSE_SHAPE,
      type: z.enum(['subscription.created', 'subscription.amended', 'subscription.cancelled']),
      contract_id: TEXT,
      effective_date: DAY,
    }),
    z.strictObject({
      ...CAUSE_SHAPE,
      type: z.literal('customer.merged'),
      customer_id: TEXT,
      into: TEXT.nullable(),
      contract_ids: z.array(TEXT),
    }),
  ])
  .meta({ id: 'Cause' });

const CAUSES_SHAPE = { events: z.array(CAUSE), more_events: COUNT } as const;

const REVISION_SHAPE = {
  revision: COUNT,
  status: z.enum(STATUSES),
  reason: z.enum(REASONS),
  measured_on: DAY,
  as_of: DAY,
  emitted_at: TIME,
  acv: QUOTIENT.nullable(),
  acv_trend_pct: QUOTIENT.nullable(),
  arr: SUM.nullable(),
  active_logos: COUNT.nullable(),
} as const;

const REVISION = z.strictObject(REVISION_SHAPE).meta({ id: 'Revision' });

/** What was reported at an instant, compared with what is reported now. */
const THEN_AND_NOW = z
  .strictObject({
    known_at: TIME,
    /** Null if nothing had been reported yet. */
    then: REVISION.nullable(),
    now: REVISION,
    changes: z.array(FIGURE_CHANGE),
    ...CAUSES_SHAPE,
  })
  .meta({ id: 'ThenAndNow' });

/** Every revision that is kept of a segment in a period, with its changes and the events behind them. */
export const HISTORY_ANSWER = z
  .strictObject({
    grain: grainParameter,
    period: TEXT,
    ...SEGMENT_NAME,
    comparison: THEN_AND_NOW.nullable(),
    revisions: z.array(z.strictObject({ ...REVISION_SHAPE, changes: z.array(FIGURE_CHANGE), ...CAUSES_SHAPE })),
  })
  .meta({ id: 'History' });

export type HistoryAnswer = Answer<typeof HISTORY_ANSWER>;
export type HistoryQuery = z.output<typeof HISTORY_QUERY>;
