import { z } from 'zod';
import type { Answer } from './answer.ts';
import { listAnswer } from './list-answer.ts';
import { monthsParameter, PAGE, SEGMENTS, several } from './parameters.ts';
import { COUNT, CURRENCY, DAY, SEGMENT_NAME, SUM, TEXT } from './values.ts';

export const AHEAD_QUERY = z.strictObject({ months: monthsParameter.default(12), ...SEGMENTS });

/** The contracts whose term ends, and their outcome. */
export const DUE_SHAPE = {
  due_contracts: COUNT,
  due_arr: SUM,
  renewed_arr: SUM,
  auto_renewing_arr: SUM,
  expiring_arr: SUM,
} as const;

/** What is signed for a month ahead (definitions, section 11). */
export const AHEAD_MONTH = z
  .strictObject({
    month: TEXT,
    measured_on: DAY,
    ...SEGMENT_NAME,
    arr: SUM,
    active_logos: COUNT,
    committed_arr: SUM,
    evergreen_arr: SUM,
    renewing_arr: SUM,
    opening_arr: SUM,
    starting_arr: SUM,
    step_up_arr: SUM,
    step_down_arr: SUM,
    ending_arr: SUM,
    ...DUE_SHAPE,
    missing_fx: z.array(CURRENCY),
  })
  .meta({ id: 'AheadMonth' });

export const AHEAD_ANSWER = z.strictObject({
  as_of: DAY,
  reporting_currency: CURRENCY,
  data: z.array(AHEAD_MONTH),
  next_cursor: z.null(),
});

export type AheadMonth = Answer<typeof AHEAD_MONTH>;
export type AheadAnswer = Answer<typeof AHEAD_ANSWER>;

/**
 * A change of a contract that is signed already. All but `due` change its ARR, and add up to the change of the month;
 * `discount_ends` is a step up of terms that stay as they are. `due` is the end of a term with its outcome.
 */
export const AHEAD_CHANGES = ['starts', 'step_up', 'discount_ends', 'step_down', 'ends', 'due'] as const;

export const AHEAD_CHANGES_QUERY = z.strictObject({
  months: monthsParameter.default(12),
  change: several(z.enum(AHEAD_CHANGES)),
  ...PAGE,
});

/** A line of the list to work through, by day. */
export const AHEAD_CHANGE = z
  .strictObject({
    on: DAY,
    month: TEXT,
    change: z.enum(AHEAD_CHANGES),
    contract_id: TEXT,
    customer_id: TEXT,
    reporting_currency: CURRENCY,
    arr_before: SUM,
    arr_after: SUM,
    arr_change: SUM,
    /** Of a term that is due; null for the other changes. */
    outcome: z.enum(['renewed', 'auto_renewing', 'expiring']).nullable(),
  })
  .meta({ id: 'AheadChange' });

export const AHEAD_CHANGES_ANSWER = listAnswer(AHEAD_CHANGE);
export type AheadChange = Answer<typeof AHEAD_CHANGE>;
export type AheadChangesAnswer = Answer<typeof AHEAD_CHANGES_ANSWER>;
export type AheadQuery = z.output<typeof AHEAD_QUERY>;
export type AheadChangesQuery = z.output<typeof AHEAD_CHANGES_QUERY>;
