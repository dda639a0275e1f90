import { z } from 'zod';
import type { Answer } from './answer.ts';
import { amountParameter, dayParameter, grainParameter, ONE_SEGMENT, periodsParameter } from './parameters.ts';
import { COUNT, CURRENCY, DAY, DECIMAL, QUOTIENT, SUM, TEXT } from './values.ts';

/** `periods`: how many of the latest ended periods are pooled. */
export const PLAN_QUERY = z.strictObject({
  target: amountParameter,
  periods: periodsParameter.default(3),
  grain: grainParameter.default('month'),
  as_of: dayParameter.optional(),
  ...ONE_SEGMENT,
});

/** The deals that book a target, by the bookings of the latest periods (definitions, section 10). */
export const PLAN_ANSWER = z
  .strictObject({
    target: DECIMAL,
    reporting_currency: CURRENCY,
    as_of: DAY,
    grain: grainParameter,
    periods: z.array(TEXT),
    dimension: TEXT,
    segments: z.array(
      z.strictObject({
        segment: TEXT,
        bookings_count: COUNT,
        bookings_acv_total: SUM,
        bookings_acv_average: QUOTIENT.nullable(),
        bookings_acv_median: QUOTIENT.nullable(),
        deals_needed: COUNT.nullable(),
        deals_needed_by_median: COUNT.nullable(),
      }),
    ),
  })
  .meta({ id: 'Plan' });

export type PlanAnswer = Answer<typeof PLAN_ANSWER>;
export type PlanQuery = z.output<typeof PLAN_QUERY>;
