import { z } from 'zod';
import type { Answer } from './answer.ts';
import { FIGURE_SHAPE } from './snapshot.ts';
import { dayParameter, SEGMENTS } from './parameters.ts';
import { COUNT, CURRENCY, DAY, SEGMENT_NAME, SUM, TEXT } from './values.ts';

/** 0 is the close of `from`, 1 the close of `to`. */
export const TWO_DAYS_QUERY = { from: dayParameter, to: dayParameter } as const;

export const COMPARE_QUERY = z.strictObject({ ...TWO_DAYS_QUERY, ...SEGMENTS });

const NAMED_DAYS = { from: DAY, to: DAY, ...SEGMENT_NAME } as const;

/** A segment between two days, as `--compare` writes it. */
export const COMPARISON = z
  .strictObject({ ...NAMED_DAYS, reporting_currency: CURRENCY, ...FIGURE_SHAPE, missing_fx: z.array(CURRENCY) })
  .meta({ id: 'Comparison' });

/** The part of a segment's churn that has a reason. The reasons of a segment add up to its `churn_arr`. */
export const CHURN_REASON = z
  .strictObject({ ...NAMED_DAYS, reason: TEXT, churn_arr: SUM, churned_logos: COUNT })
  .meta({ id: 'ChurnReason' });

export const COMPARE_ANSWER = z.strictObject({
  data: z.array(COMPARISON),
  churn_reasons: z.array(CHURN_REASON),
  next_cursor: z.null(),
});

export type Comparison = Answer<typeof COMPARISON>;
export type ChurnReason = Answer<typeof CHURN_REASON>;
export type CompareAnswer = Answer<typeof COMPARE_ANSWER>;
export type CompareQuery = z.output<typeof COMPARE_QUERY>;
