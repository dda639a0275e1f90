import { STATUSES } from '@app/domain';
import { z } from 'zod';
import type { Answer } from './answer.ts';
import { listAnswer } from './list-answer.ts';
import { grainParameter, PAGE, textParameter } from './parameters.ts';
import { DAY, SEGMENT_NAME, TEXT } from './values.ts';

export const PERIODS_QUERY = z.strictObject({ grain: grainParameter.optional(), ...PAGE });

/** A period that was reported, with the state of the whole book in it. */
export const REPORTED_PERIOD = z
  .strictObject({
    grain: grainParameter,
    period: TEXT,
    period_start: DAY,
    period_end: DAY,
    measured_on: DAY,
    status: z.enum(STATUSES),
  })
  .meta({ id: 'Period' });

export const PERIODS_ANSWER = listAnswer(REPORTED_PERIOD);
export type ReportedPeriod = Answer<typeof REPORTED_PERIOD>;
export type PeriodsAnswer = Answer<typeof PERIODS_ANSWER>;

export const DIMENSIONS_QUERY = z.strictObject(PAGE);

/** `attribute` dimensions are named by the policy, the others always exist. */
export const DIMENSION = z
  .strictObject({ dimension: TEXT, kind: z.enum(['all', 'attribute', 'cohort', 'acv_band']) })
  .meta({ id: 'Dimension' });

export const DIMENSIONS_ANSWER = listAnswer(DIMENSION);
export type Dimension = Answer<typeof DIMENSION>;
export type DimensionsAnswer = Answer<typeof DIMENSIONS_ANSWER>;

export const SEGMENTS_QUERY = z.strictObject({ dimension: textParameter, ...PAGE });

/** A segment that was reported in any period. */
export const SEGMENT = z.strictObject(SEGMENT_NAME).meta({ id: 'Segment' });
export const SEGMENTS_ANSWER = listAnswer(SEGMENT);
export type Segment = Answer<typeof SEGMENT>;
export type SegmentsAnswer = Answer<typeof SEGMENTS_ANSWER>;
export type PeriodsQuery = z.output<typeof PERIODS_QUERY>;
export type SegmentsQuery = z.output<typeof SEGMENTS_QUERY>;
